/** Keysets for keyed hashes, in Tink's JSON format. */
@NullMarked
package dev.admitone.schemas.keys;

import org.jspecify.annotations.NullMarked;

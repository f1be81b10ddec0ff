/** What a signup carries: the sealed profile and its fingerprint. */
@NullMarked
package dev.admitone.schemas.signup;

import org.jspecify.annotations.NullMarked;

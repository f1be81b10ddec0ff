/** Sets of codes that are found by a filter, kept as they were found, and revoked if confirmed. */
@NullMarked
package dev.admitone.ops.revocations;

import org.jspecify.annotations.NullMarked;

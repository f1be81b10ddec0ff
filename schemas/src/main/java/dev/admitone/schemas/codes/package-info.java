/** The forms of what callers write, such as invite codes, and the fingerprints of requests. */
@NullMarked
package dev.admitone.schemas.codes;

import org.jspecify.annotations.NullMarked;

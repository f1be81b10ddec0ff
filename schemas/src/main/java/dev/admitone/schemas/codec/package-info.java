/**
 * How the records of the topics are encoded and decoded: the published schemas and their limits.
 */
@NullMarked
package dev.admitone.schemas.codec;

import org.jspecify.annotations.NullMarked;

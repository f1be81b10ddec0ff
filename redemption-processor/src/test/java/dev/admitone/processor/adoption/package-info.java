/** Adoption of older tables, each shape of them. */
@NullMarked
package dev.admitone.processor.adoption;

import org.jspecify.annotations.NullMarked;

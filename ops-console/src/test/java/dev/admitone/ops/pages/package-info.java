/** Tests. */
@NullMarked
package dev.admitone.ops.pages;

import org.jspecify.annotations.NullMarked;

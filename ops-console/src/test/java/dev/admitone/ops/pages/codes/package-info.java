/** Tests. */
@NullMarked
package dev.admitone.ops.pages.codes;

import org.jspecify.annotations.NullMarked;

/** The pages about codes, and their forms. */
@NullMarked
package dev.admitone.ops.pages.codes;

import org.jspecify.annotations.NullMarked;

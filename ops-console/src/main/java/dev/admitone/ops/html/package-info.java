/**
 * What all HTML pages share: the frame around them, how times are written, and how they are made.
 */
@NullMarked
package dev.admitone.ops.html;

import org.jspecify.annotations.NullMarked;

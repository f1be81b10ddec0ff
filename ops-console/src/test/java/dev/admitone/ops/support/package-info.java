/** What the tests of the console share. */
@NullMarked
package dev.admitone.ops.support;

import org.jspecify.annotations.NullMarked;

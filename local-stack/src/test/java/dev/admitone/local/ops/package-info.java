/** Tests of what operators do in a terminal. */
@NullMarked
package dev.admitone.local.ops;

import org.jspecify.annotations.NullMarked;

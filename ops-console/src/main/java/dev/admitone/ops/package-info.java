/** The console of operators as a process of its own. */
@NullMarked
package dev.admitone.ops;

import org.jspecify.annotations.NullMarked;

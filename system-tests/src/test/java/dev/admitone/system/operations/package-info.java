/** What operators do, and what a running product tells them. */
@NullMarked
package dev.admitone.system.operations;

import org.jspecify.annotations.NullMarked;

/** Sessions of operators in a browser: how they begin, what they may do, and when they end. */
@NullMarked
package dev.admitone.ops.signin;

import org.jspecify.annotations.NullMarked;

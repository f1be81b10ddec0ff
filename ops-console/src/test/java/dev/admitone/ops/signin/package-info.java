/** Tests. */
@NullMarked
package dev.admitone.ops.signin;

import org.jspecify.annotations.NullMarked;

/** Tests. */
@NullMarked
package dev.admitone.gateway.signup;

import org.jspecify.annotations.NullMarked;

/** Signs users up: a redemption with a profile, its password hashed, its profile sealed. */
@NullMarked
package dev.admitone.gateway.signup;

import org.jspecify.annotations.NullMarked;

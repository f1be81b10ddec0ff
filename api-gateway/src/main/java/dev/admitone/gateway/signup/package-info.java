/** What a signup needs before it may enter the log: its password hashed, its profile sealed. */
@NullMarked
package dev.admitone.gateway.signup;

import org.jspecify.annotations.NullMarked;

/** What the tests of the gateway share. */
@NullMarked
package dev.admitone.gateway.support;

import org.jspecify.annotations.NullMarked;

/** The gateway: HTTP in, log out; answers from the results and invites topics. */
@NullMarked
package dev.admitone.gateway;

import org.jspecify.annotations.NullMarked;

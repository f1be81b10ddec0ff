/** The log as the features see it: a request goes in, and what became of it comes back. */
@NullMarked
package dev.admitone.gateway.log;

import org.jspecify.annotations.NullMarked;

/** The gateway as a process of its own, and its settings. */
@NullMarked
package dev.admitone.gateway;

import org.jspecify.annotations.NullMarked;

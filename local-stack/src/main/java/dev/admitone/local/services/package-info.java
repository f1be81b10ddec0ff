/** Broker and database of the local stack for a command of the processor, running or not. */
@NullMarked
package dev.admitone.local.services;

import org.jspecify.annotations.NullMarked;

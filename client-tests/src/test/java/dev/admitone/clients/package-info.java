/** Clients that are generated from the gateway's contract. */
@NullMarked
package dev.admitone.clients;

import org.jspecify.annotations.NullMarked;

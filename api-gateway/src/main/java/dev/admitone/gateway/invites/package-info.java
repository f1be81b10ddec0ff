/** The invites as their topic shows them: a Kafka Streams store in memory. */
@NullMarked
package dev.admitone.gateway.invites;

import org.jspecify.annotations.NullMarked;

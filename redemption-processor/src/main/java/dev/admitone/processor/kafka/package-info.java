/** The log: requests in, answers, snapshots and dead letters out, offsets last. */
@NullMarked
package dev.admitone.processor.kafka;

import org.jspecify.annotations.NullMarked;

/** Between a lane and its Kafka consumer: when it polls, and what it commits. */
@NullMarked
package dev.admitone.processor.lanes.consumer;

import org.jspecify.annotations.NullMarked;

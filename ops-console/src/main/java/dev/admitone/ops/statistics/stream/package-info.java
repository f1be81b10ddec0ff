/** The Kafka Streams application that reads the results and counts each decision once. */
@NullMarked
package dev.admitone.ops.statistics.stream;

import org.jspecify.annotations.NullMarked;

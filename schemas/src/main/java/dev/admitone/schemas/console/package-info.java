/** The records of the topics as lines of JSON, for Kafka's console tools. */
@NullMarked
package dev.admitone.schemas.console;

import org.jspecify.annotations.NullMarked;

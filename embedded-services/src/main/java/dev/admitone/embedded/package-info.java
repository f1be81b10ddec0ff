/** A real Kafka broker and a real PostgreSQL inside the JVM, for tests and the local stack. */
@NullMarked
package dev.admitone.embedded;

import org.jspecify.annotations.NullMarked;

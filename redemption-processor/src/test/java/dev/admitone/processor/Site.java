package dev.admitone.processor;

import dev.admitone.embedded.SharedServices;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a processor runs: a broker, and a database that nobody else uses. */
record Site(String bootstrapServers, String jdbcUrl) {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** A new database beside the others, empty. */
  static String newDatabase() {
    return SharedServices.database().createDatabase("test_" + DATABASES.incrementAndGet());
  }
}

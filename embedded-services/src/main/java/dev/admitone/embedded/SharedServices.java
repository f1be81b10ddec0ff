package dev.admitone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One broker and one database for all test classes of a JVM: each starts when it is first asked
 * for, in a temporary directory that goes with the JVM. Tests keep apart by topic and database
 * names of their own; a test that stops a service starts one of its own instead.
 */
public final class SharedServices {
  private static final Logger LOG = LoggerFactory.getLogger(SharedServices.class);
  private static final SharedServices INSTANCE = new SharedServices();

  private final Deque<AutoCloseable> users = new ArrayDeque<>();
  private @Nullable Path directory;
  private @Nullable EmbeddedKafka kafka;
  private @Nullable EmbeddedDatabase database;

  private SharedServices() {}

  /** The broker of this JVM. */
  public static EmbeddedKafka kafka() {
    return INSTANCE.startedKafka();
  }

  /** The database of this JVM. */
  public static EmbeddedDatabase database() {
    return INSTANCE.startedDatabase();
  }

  /**
   * Closes what uses these services at the end of the JVM, before they stop: a client that loses
   * its broker while it closes waits for it. What was named last is closed first.
   */
  public static void closeAtExit(AutoCloseable user) {
    INSTANCE.addUser(user);
  }

  private synchronized void addUser(AutoCloseable user) {
    directory();
    users.push(user);
  }

  private synchronized EmbeddedKafka startedKafka() {
    if (kafka == null) {
      kafka = EmbeddedKafka.start(directory().resolve("kafka"), 0);
    }
    return kafka;
  }

  private synchronized EmbeddedDatabase startedDatabase() {
    if (database == null) {
      database = EmbeddedDatabase.start(directory().resolve("database"), 0);
    }
    return database;
  }

  private synchronized Path directory() {
    if (directory == null) {
      try {
        directory = Files.createTempDirectory("admit-one-");
      } catch (IOException e) {
        throw new UncheckedIOException("no temporary directory", e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shared-services-stop"));
    }
    return directory;
  }

  // The broker before the database: what still reads from it may still write to the database.
  private synchronized void stop() {
    users.forEach(SharedServices::close);
    try {
      if (kafka != null) {
        kafka.stop();
      }
    } finally {
      try {
        if (database != null) {
          // Its data go with it: a last checkpoint of many databases takes half a minute.
          database.stopImmediately();
        }
      } finally {
        if (directory != null) {
          FileUtils.deleteQuietly(directory.toFile());
        }
      }
    }
  }

  private static void close(AutoCloseable user) {
    try {
      user.close();
    } catch (Exception e) {
      LOG.warn("What used the shared services did not close", e);
    }
  }
}

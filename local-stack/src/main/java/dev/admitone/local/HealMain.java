package dev.admitone.local;

import dev.admitone.embedded.DirectoryInUseException;
import dev.admitone.embedded.DirectoryLock;
import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.processor.healing.command.HealCommand;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code ./admit heal} runs: brings the local stack's ledger and log together. On a stack that
 * does not run it starts the broker and the database for as long as that takes.
 */
public final class HealMain {

  private static final int FAILED = 1;

  private HealMain() {}

  /** Takes the processor's options for it; ports and directory come from the environment. */
  public static void main(String[] arguments) {
    // Before anything logs: the stack's log file is the stack's.
    System.setProperty("logback.configurationFile", "logback-topic.xml");
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    int exitCode = FAILED;
    try {
      StackSettings settings = StackSettings.of(System.getenv(), List.of());
      exitCode = heal(settings, arguments);
    } catch (StartFailedException e) {
      System.err.println(e.getMessage());
    } catch (RuntimeException e) {
      System.err.println("Broker and database did not start: " + e.getMessage());
    }
    System.exit(exitCode);
  }

  private static int heal(StackSettings settings, String... arguments) {
    if (!Files.isDirectory(settings.databaseDirectory())) {
      throw new StartFailedException(
          "There is nothing to heal in %s: start ./admit up first, or set %s to its directory."
              .formatted(settings.dataDirectory(), StackSettings.DATA_DIRECTORY_VARIABLE),
          null);
    }
    try (DirectoryLock _ = DirectoryLock.acquire(settings.dataDirectory())) {
      return healAlone(settings, arguments);
    } catch (DirectoryInUseException e) {
      return healRunning(settings, arguments);
    }
  }

  private static int healRunning(StackSettings settings, String... arguments) {
    int broker = settings.port(StackPort.KAFKA);
    int database = settings.port(StackPort.POSTGRES);
    if (broker == 0 || database == 0) {
      throw new StartFailedException(
          "The stack runs on ports that it chose: set %s and %s to those that ./admit up printed."
              .formatted(StackPort.KAFKA.variable(), StackPort.POSTGRES.variable()),
          null);
    }
    System.out.println("Healing the running stack of " + settings.dataDirectory() + " ...");
    return run(
        settings,
        "127.0.0.1:" + broker,
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(database, EmbeddedDatabase.NAME),
        arguments);
  }

  private static int healAlone(StackSettings settings, String... arguments) {
    System.out.println(
        "The stack does not run: starting its broker and database on %s ..."
            .formatted(settings.dataDirectory()));
    try (EmbeddedDatabase database = EmbeddedDatabase.start(settings.databaseDirectory(), 0);
        EmbeddedKafka kafka = EmbeddedKafka.start(settings.kafkaDirectory(), 0)) {
      return run(settings, kafka.bootstrapServers(), database.jdbcUrl(), arguments);
    }
  }

  private static int run(
      StackSettings settings, String brokers, String jdbcUrl, String... arguments) {
    settings.makeKeysets();
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--spring.kafka.bootstrap-servers=" + brokers);
    all.add("--spring.datasource.url=" + jdbcUrl);
    // The id is the owner's to change.
    boolean asOwner = all.contains("--new-id");
    all.add("--spring.datasource.username=" + (asOwner ? "postgres" : "admit_one_processor"));
    all.add("--admit-one.prefix=" + settings.topics().prefix());
    all.add("--admit-one.seal.keyset-file=" + settings.sealKeysetFile());
    // Of something that was started a moment before, or runs.
    all.add("--admit-one.broker-wait=20s");
    all.add("--admit-one.processor.database-wait=20s");
    return HealCommand.run(all.toArray(String[]::new));
  }
}

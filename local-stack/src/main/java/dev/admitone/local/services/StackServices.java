package dev.admitone.local.services;

import dev.admitone.embedded.DirectoryInUseException;
import dev.admitone.embedded.DirectoryLock;
import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.command.UsageException;
import dev.admitone.local.secrets.SignupKeysets;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Broker and database of the local stack, for a command of the processor: those of the running
 * stack, or started on its data for as long as the command takes.
 */
public final class StackServices {

  private final StackSettings settings;
  private final String verb;
  private final String doing;

  /** A command that works on them. */
  @FunctionalInterface
  public interface Work {

    /**
     * Works.
     *
     * @param settings of the processor, which lead to the services; may be added to
     * @return the exit status
     */
    int run(List<String> settings);
  }

  /**
   * The services of a stack.
   *
   * @param verb what the command does, such as {@code heal}
   * @param doing the same as the first word of a line, such as {@code Healing}
   */
  public StackServices(StackSettings settings, String verb, String doing) {
    this.settings = settings;
    this.verb = verb;
    this.doing = doing;
  }

  /**
   * Works on them.
   *
   * @return the exit status of the work
   * @throws CommandFailedException if there is no stack, or it cannot be reached or started
   */
  public int use(Work work) {
    if (!Files.isDirectory(settings.databaseDirectory())) {
      throw new CommandFailedException(
          "There is nothing to %s in %s: start ./admit up first, or set %s to its directory."
              .formatted(verb, settings.dataDirectory(), StackSettings.DATA_DIRECTORY_VARIABLE),
          null);
    }
    try (DirectoryLock _ = DirectoryLock.acquire(settings.dataDirectory())) {
      return useOwn(work);
    } catch (DirectoryInUseException e) {
      return useRunning(work);
    } catch (CommandFailedException | UsageException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CommandFailedException("Broker and database did not start: " + e.getMessage(), e);
    }
  }

  private int useRunning(Work work) {
    int broker = settings.port(StackPort.KAFKA);
    int database = settings.port(StackPort.POSTGRES);
    if (broker == 0 || database == 0) {
      throw new CommandFailedException(
          "The stack runs on ports that it chose: set %s and %s to those that ./admit up printed."
              .formatted(StackPort.KAFKA.variable(), StackPort.POSTGRES.variable()),
          null);
    }
    System.out.println(doing + " the running stack of " + settings.dataDirectory() + " ...");
    return use(
        work,
        "127.0.0.1:" + broker,
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(database, EmbeddedDatabase.NAME));
  }

  private int useOwn(Work work) {
    System.out.println(
        "The stack does not run: starting its broker and database on %s ..."
            .formatted(settings.dataDirectory()));
    try (EmbeddedDatabase database = EmbeddedDatabase.start(settings.databaseDirectory(), 0);
        EmbeddedKafka kafka = EmbeddedKafka.start(settings.kafkaDirectory(), 0)) {
      return use(work, kafka.bootstrapServers(), database.jdbcUrl());
    }
  }

  private int use(Work work, String brokers, String jdbcUrl) {
    SignupKeysets.make(settings);
    List<String> all = new ArrayList<>();
    all.add("--spring.kafka.bootstrap-servers=" + brokers);
    all.add("--spring.datasource.url=" + jdbcUrl);
    all.add("--admit-one.prefix=" + settings.topics().prefix());
    all.add("--admit-one.seal.keyset-file=" + settings.sealKeysetFile());
    all.add("--admit-one.erasure.keyset-file=" + settings.erasureKeysetFile());
    // Of something that was started a moment before, or runs.
    all.add("--admit-one.broker-wait=20s");
    all.add("--admit-one.processor.database-wait=20s");
    return work.run(all);
  }
}

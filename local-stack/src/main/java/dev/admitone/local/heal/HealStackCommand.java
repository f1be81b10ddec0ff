package dev.admitone.local.heal;

import dev.admitone.embedded.DirectoryInUseException;
import dev.admitone.embedded.DirectoryLock;
import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.secrets.SignupKeysets;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.processor.healing.command.HealCommand;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * What {@code ./admit heal} runs: the processor's command on the local stack. On a stack that does
 * not run it starts the broker and the database for as long as that takes.
 */
@Command(
    name = "heal",
    customSynopsis =
        "./admit heal [--dry-run] [--report FILE] [--skip-to PARTITION=OFFSET] [--new-id]",
    description = {
      "bring ledger and log together after a restore, a fail-over, or a lost log, while the",
      "stack runs or not; prints what no log holds. docs/how-to/heal.md has the procedure"
    })
public final class HealStackCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  /** The processor's options for it, which the processor reads. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  /** Takes the environment, which has ports and the data directory. */
  public HealStackCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The exit status: 0 if ledger and log agree now. */
  @Override
  public Integer call() {
    StackSettings settings = StackSettings.of(environment, false);
    if (!Files.isDirectory(settings.databaseDirectory())) {
      throw new CommandFailedException(
          "There is nothing to heal in %s: start ./admit up first, or set %s to its directory."
              .formatted(settings.dataDirectory(), StackSettings.DATA_DIRECTORY_VARIABLE),
          null);
    }
    try (DirectoryLock _ = DirectoryLock.acquire(settings.dataDirectory())) {
      return healAlone(settings);
    } catch (DirectoryInUseException e) {
      return healRunning(settings);
    } catch (CommandFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CommandFailedException("Broker and database did not start: " + e.getMessage(), e);
    }
  }

  private int healRunning(StackSettings settings) {
    int broker = settings.port(StackPort.KAFKA);
    int database = settings.port(StackPort.POSTGRES);
    if (broker == 0 || database == 0) {
      throw new CommandFailedException(
          "The stack runs on ports that it chose: set %s and %s to those that ./admit up printed."
              .formatted(StackPort.KAFKA.variable(), StackPort.POSTGRES.variable()),
          null);
    }
    System.out.println("Healing the running stack of " + settings.dataDirectory() + " ...");
    return heal(
        settings,
        "127.0.0.1:" + broker,
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(database, EmbeddedDatabase.NAME));
  }

  private int healAlone(StackSettings settings) {
    System.out.println(
        "The stack does not run: starting its broker and database on %s ..."
            .formatted(settings.dataDirectory()));
    try (EmbeddedDatabase database = EmbeddedDatabase.start(settings.databaseDirectory(), 0);
        EmbeddedKafka kafka = EmbeddedKafka.start(settings.kafkaDirectory(), 0)) {
      return heal(settings, kafka.bootstrapServers(), database.jdbcUrl());
    }
  }

  private int heal(StackSettings settings, String brokers, String jdbcUrl) {
    SignupKeysets.make(settings);
    List<String> all = new ArrayList<>(arguments);
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

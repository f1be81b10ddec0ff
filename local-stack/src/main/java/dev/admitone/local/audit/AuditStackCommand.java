package dev.admitone.local.audit;

import dev.admitone.embedded.DirectoryInUseException;
import dev.admitone.embedded.DirectoryLock;
import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.secrets.SignupKeysets;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.processor.audit.command.AuditCommand;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * What {@code ./admit audit} runs: the processor's command on the local stack. On a stack that does
 * not run it starts the broker and the database for as long as that takes.
 */
@Command(
    name = "audit",
    customSynopsis = "./admit audit [--report FILE] [--keep]",
    description = {
      "decide the log again beside the live ledger, in a schema of its own, and print each",
      "difference, while the stack runs or not. Exits 0 if there is none. docs/how-to/audit.md says",
      "what counts as one"
    })
public final class AuditStackCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  /** The processor's options for it, which the processor reads. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  /** Takes the environment, which has ports and the data directory. */
  public AuditStackCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The exit status: 0 if the ledger is what the log makes of it. */
  @Override
  public Integer call() {
    StackSettings settings = StackSettings.of(environment, false);
    if (!Files.isDirectory(settings.databaseDirectory())) {
      throw new CommandFailedException(
          "There is nothing to audit in %s: start ./admit up first, or set %s to its directory."
              .formatted(settings.dataDirectory(), StackSettings.DATA_DIRECTORY_VARIABLE),
          null);
    }
    try (DirectoryLock _ = DirectoryLock.acquire(settings.dataDirectory())) {
      return auditAlone(settings);
    } catch (DirectoryInUseException e) {
      return auditRunning(settings);
    } catch (CommandFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CommandFailedException("Broker and database did not start: " + e.getMessage(), e);
    }
  }

  private int auditRunning(StackSettings settings) {
    int broker = settings.port(StackPort.KAFKA);
    int database = settings.port(StackPort.POSTGRES);
    if (broker == 0 || database == 0) {
      throw new CommandFailedException(
          "The stack runs on ports that it chose: set %s and %s to those that ./admit up printed."
              .formatted(StackPort.KAFKA.variable(), StackPort.POSTGRES.variable()),
          null);
    }
    return audit(
        settings,
        "127.0.0.1:" + broker,
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(database, EmbeddedDatabase.NAME));
  }

  private int auditAlone(StackSettings settings) {
    System.out.println(
        "The stack does not run: starting its broker and database on %s ..."
            .formatted(settings.dataDirectory()));
    try (EmbeddedDatabase database = EmbeddedDatabase.start(settings.databaseDirectory(), 0);
        EmbeddedKafka kafka = EmbeddedKafka.start(settings.kafkaDirectory(), 0)) {
      return audit(settings, kafka.bootstrapServers(), database.jdbcUrl());
    }
  }

  private int audit(StackSettings settings, String brokers, String jdbcUrl) {
    SignupKeysets.make(settings);
    List<String> all = new ArrayList<>(arguments);
    all.add("--spring.kafka.bootstrap-servers=" + brokers);
    all.add("--spring.datasource.url=" + jdbcUrl);
    // It makes a schema, which the processor may not.
    all.add("--spring.datasource.username=postgres");
    all.add("--admit-one.prefix=" + settings.topics().prefix());
    all.add("--admit-one.seal.keyset-file=" + settings.sealKeysetFile());
    all.add("--admit-one.broker-wait=20s");
    all.add("--admit-one.processor.database-wait=20s");
    return AuditCommand.run(all.toArray(String[]::new));
  }
}

package dev.admitone.local.adopt;

import dev.admitone.embedded.DirectoryInUseException;
import dev.admitone.embedded.DirectoryLock;
import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.command.UsageException;
import dev.admitone.local.services.StackArguments;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.processor.adoption.command.AdoptCommand;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * What {@code ./admit adopt} runs: the processor's command on the local stack's database, whose
 * schema {@code public} is Admit One's. The old tables are in another one. On a stack that does not
 * run it starts the database for as long as that takes.
 */
@Command(
    name = "adopt",
    customSynopsis =
        "./admit adopt --dry-run | --apply --from SCHEMA [--code OLD=CODE]... [--report FILE]",
    description = {
      "take invites and uses over from an older application's tables in the stack's database,",
      "while that application works on; --dry-run only tells. docs/how-to/adopt.md has the",
      "procedure"
    })
public final class AdoptStackCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  /** The processor's options for it, which the processor reads. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  /** Takes the environment, which has ports and the data directory. */
  public AdoptStackCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The exit status: 0 if it is done. */
  @Override
  public Integer call() {
    StackSettings settings = StackSettings.of(environment, false);
    if (!Files.isDirectory(settings.databaseDirectory())) {
      throw new CommandFailedException(
          "There is no database in %s: start ./admit up first, or set %s to its directory."
              .formatted(settings.dataDirectory(), StackSettings.DATA_DIRECTORY_VARIABLE),
          null);
    }
    try (DirectoryLock _ = DirectoryLock.acquire(settings.dataDirectory());
        EmbeddedDatabase database = EmbeddedDatabase.start(settings.databaseDirectory(), 0)) {
      return adopt(database.jdbcUrl());
    } catch (DirectoryInUseException e) {
      return adoptRunning(settings);
    } catch (CommandFailedException | UsageException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CommandFailedException("The database did not start: " + e.getMessage(), e);
    }
  }

  private int adoptRunning(StackSettings settings) {
    int database = settings.port(StackPort.POSTGRES);
    if (database == 0) {
      throw new CommandFailedException(
          "The stack runs on ports that it chose: set %s to the one that ./admit up printed."
              .formatted(StackPort.POSTGRES.variable()),
          null);
    }
    return adopt("jdbc:postgresql://127.0.0.1:%d/%s".formatted(database, EmbeddedDatabase.NAME));
  }

  private int adopt(String jdbcUrl) {
    return AdoptCommand.run(
        StackArguments.of(
            arguments,
            List.of(
                "--spring.datasource.url=" + jdbcUrl,
                "--admit-one.processor.schema=public",
                "--admit-one.processor.database-wait=20s")));
  }
}

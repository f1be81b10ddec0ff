package dev.admitone.local.audit;

import dev.admitone.local.command.UsageException;
import dev.admitone.local.services.StackArguments;
import dev.admitone.local.services.StackServices;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.processor.audit.command.AuditCommand;
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
    customSynopsis = "./admit audit [--from TIME] [--report FILE] [--keep]",
    description = {
      "decide the log again beside the live ledger, in a schema of its own, and print each",
      "difference, while the stack runs or not; from a time on, on what the ledger had there, or from",
      "the first record of the log. Exits 0 if there is none, 1 if there are some, 2 if it did not run",
      "to its end. docs/how-to/audit.md says what counts as one"
    },
    // Not 1, which tells of differences.
    exitCodeOnExecutionException = 2)
public final class AuditStackCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  /** The processor's options for it, which the processor reads. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  /** Takes the environment, which has ports and the data directory. */
  public AuditStackCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The exit status: 0 if the ledger is what the log makes of it, 1 if not. */
  @Override
  public Integer call() {
    AuditCommand.misuse(arguments.toArray(String[]::new))
        .ifPresent(
            sentence -> {
              throw new UsageException(sentence);
            });
    return new StackServices(StackSettings.of(environment, false), "audit", "Auditing")
        .use(this::audit);
  }

  private int audit(List<String> services) {
    List<String> settings = new ArrayList<>(services);
    // It makes a schema, which the processor may not.
    settings.add("--spring.datasource.username=postgres");
    return AuditCommand.run(StackArguments.of(arguments, settings));
  }
}

package dev.admitone.local.heal;

import dev.admitone.local.services.StackArguments;
import dev.admitone.local.services.StackServices;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.processor.healing.command.HealCommand;
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
    return new StackServices(StackSettings.of(environment, false), "heal", "Healing")
        .use(this::heal);
  }

  private int heal(List<String> services) {
    List<String> settings = new ArrayList<>(services);
    // The id is the owner's to change.
    boolean asOwner = arguments.contains("--new-id");
    settings.add("--spring.datasource.username=" + (asOwner ? "postgres" : "admit_one_processor"));
    return HealCommand.run(StackArguments.of(arguments, settings));
  }
}

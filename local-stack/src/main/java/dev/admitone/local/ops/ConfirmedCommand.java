package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.ChangeOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import java.util.Map;
import picocli.CommandLine.Mixin;

/**
 * A command that shows first what it would change, and how many things that are. It is carried out
 * once the operator confirms the number.
 */
abstract class ConfirmedCommand extends OpsSubcommand {

  @Mixin private ChangeOptions change = new ChangeOptions();

  /** Takes what {@link OpsSubcommand} takes. */
  ConfirmedCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  final void check() {
    var _ = reason();
  }

  @Override
  final boolean changes() {
    return true;
  }

  @Override
  final void run(OpsClient console, Printer printer) {
    if (!change.isConfirmed()) {
      ConsoleResponse found = send(console, true);
      show(found, printer);
      printer.say(proposal(found));
      return;
    }
    change.requireNumber(number(console));
    carriedOut(send(console, false), printer);
  }

  /** What the operator says. */
  final String reason() {
    return change.reason();
  }

  /**
   * Makes the call.
   *
   * @param dryRun whether nothing is changed
   */
  abstract ConsoleResponse send(OpsClient console, boolean dryRun);

  /** How many things it would change now. */
  abstract long number(OpsClient console);

  /** Shows the response of a dry run. */
  abstract void show(ConsoleResponse found, Printer printer);

  /** What to do next, in a sentence; nothing was changed yet. */
  abstract String proposal(ConsoleResponse found);

  /** Shows what became of it. */
  abstract void carriedOut(ConsoleResponse response, Printer printer);
}

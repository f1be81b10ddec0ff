package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallRefusedException;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.OpsOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.Texts;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/**
 * A command of operators. Exit codes: 0, the console carried it out; 1, it refused, found nothing
 * or did not respond; 2, the command line is wrong, and nothing was sent.
 */
abstract class OpsSubcommand implements Callable<Integer> {

  private static final int CARRIED_OUT = 0;
  private static final int REFUSED = 1;

  private final Map<String, String> environment;
  private final Terminal terminal;
  @Mixin private OpsOptions options = new OpsOptions();

  /** Takes the environment, which may have address and token, and where to print. */
  OpsSubcommand(Map<String, String> environment, Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  @Override
  public final Integer call() {
    check();
    try (OpsClient console = options.client(environment, changes())) {
      run(console, new Printer(terminal, options.json()));
      return CARRIED_OUT;
    } catch (CallRefusedException e) {
      terminal.complain(options.json() ? e.problem().strip() : Texts.readable(e.sentence()));
      return REFUSED;
    }
  }

  /**
   * Looks whether the options fit together.
   *
   * @throws dev.admitone.local.command.UsageException if they do not
   */
  void check() {}

  /** Whether a reader's token is too little for it. */
  boolean changes() {
    return false;
  }

  /** Makes the calls and shows what came of them. */
  abstract void run(OpsClient console, Printer printer);
}

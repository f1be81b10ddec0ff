package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.HistoryOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.Views;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a code with its latest uses and refusals, or one of these lists. */
@Command(name = "code", customSynopsis = "./admit ops code CODE " + HistoryOptions.SYNOPSIS)
final class CodeCommand extends OpsSubcommand {

  private static final int LATEST = 10;

  @Parameters(paramLabel = "CODE")
  private String code = "";

  @Mixin private HistoryOptions history = new HistoryOptions();

  CodeCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void check() {
    history.check();
  }

  @Override
  void run(OpsClient console, Printer printer) {
    CallPath uses = CallPath.of("invites", code, "uses");
    CallPath refusals = CallPath.of("invites", code, "refusals");
    if (history.isSet()) {
      history.show(console, printer, uses, refusals);
      return;
    }
    printer.thing(console.get(CallPath.of("invites", code)), Views.INVITE);
    if (printer.isForPeople()) {
      printer.title("Latest uses");
      printer.page(console.get(uses.with("limit", LATEST)), Views.USES);
      printer.title("Latest refusals, of 24 hours");
      printer.page(console.get(refusals.with("limit", LATEST)), Views.REFUSALS);
    }
  }
}

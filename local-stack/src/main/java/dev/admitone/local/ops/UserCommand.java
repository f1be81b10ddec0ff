package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.HistoryOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.Views;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a user with the latest uses and refusals, or one of these lists. */
@Command(name = "user", customSynopsis = "./admit ops user ID " + HistoryOptions.SYNOPSIS)
final class UserCommand extends OpsSubcommand {

  @Parameters(paramLabel = "ID")
  private String userId = "";

  @Mixin private HistoryOptions history = new HistoryOptions();

  UserCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void check() {
    history.check();
  }

  @Override
  void run(OpsClient console, Printer printer) {
    if (history.isSet()) {
      history.show(
          console,
          printer,
          CallPath.of("user", "uses").with("userId", userId),
          CallPath.of("user", "refusals").with("userId", userId));
    } else {
      show(console.get(CallPath.of("user").with("userId", userId)), printer);
    }
  }

  /** Also what a search has found. */
  static void show(ConsoleResponse user, Printer printer) {
    printer.thing(user, Views.USER);
    printer.title("Latest uses");
    printer.items(user.json().path("latestUses"), Views.USES);
    if (!user.json().path("latestReleases").isEmpty()) {
      printer.title("Latest uses that were given back");
      printer.items(user.json().path("latestReleases"), Views.RELEASES);
    }
    printer.title("Latest refusals");
    printer.items(user.json().path("latestRefusals"), Views.REFUSALS);
  }
}

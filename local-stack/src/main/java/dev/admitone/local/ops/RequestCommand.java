package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.Views;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what became of a request. */
@Command(name = "request", customSynopsis = "./admit ops request ID [--at PARTITION-OFFSET]")
final class RequestCommand extends OpsSubcommand {

  @Parameters(paramLabel = "ID")
  private String requestId = "";

  @Option(names = "--at", paramLabel = "PARTITION-OFFSET")
  private @Nullable String at;

  RequestCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void run(OpsClient console, Printer printer) {
    show(console.get(CallPath.of("requests", requestId).with("at", at)), printer);
  }

  /** Also what a search has found. */
  static void show(ConsoleResponse story, Printer printer) {
    printer.thing(story, Views.REQUEST);
    if (!story.json().path("missing").isEmpty()) {
      printer.title("Not shown");
      printer.items(story.json().path("missing"), Views.MISSING_PARTS);
    }
  }
}

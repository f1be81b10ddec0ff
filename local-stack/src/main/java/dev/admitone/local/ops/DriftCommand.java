package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.show.Column;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Shows which rows of the ledger contradict others. */
@Command(name = "drift", customSynopsis = "./admit ops drift")
final class DriftCommand extends OpsSubcommand {

  private static final List<Column> KINDS =
      List.of(Column.of("KIND", "/kind"), Column.of("FOUND", "/count"));

  private static final List<Column> ROWS =
      List.of(Column.of("SUBJECT", "/subject"), Column.of("WHAT IS WRONG", "/problem"));

  DriftCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void run(OpsClient console, Printer printer) {
    ConsoleResponse drift = console.get(CallPath.of("drift"));
    JsonNode kinds = drift.json().path("kinds");
    printer.list(drift, kinds, KINDS);
    for (JsonNode kind : kinds) {
      if (!kind.path("rows").isEmpty()) {
        printer.items(kind.path("rows"), ROWS);
      }
    }
  }
}

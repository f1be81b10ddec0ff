package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.show.Column;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has the uses of a code counted again; says first what it counts and how many it has. */
@Command(name = "repair", customSynopsis = "./admit ops repair CODE --reason TEXT [--yes 1]")
final class RepairCommand extends ConfirmedCommand {

  private static final List<Column> COUNTS =
      List.of(
          Column.of("code", "/code"),
          Column.of("counts", "/currentUses"),
          Column.of("has uses", "/countedUses"));

  @Parameters(paramLabel = "CODE")
  private String code = "";

  RepairCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  ConsoleResponse send(OpsClient console, boolean dryRun) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("reason", reason());
    return console.send(
        "POST", CallPath.of("invites", code, "count-repair").with("dryRun", dryRun), body);
  }

  @Override
  long number(OpsClient console) {
    return 1;
  }

  @Override
  void show(ConsoleResponse found, Printer printer) {
    printer.thing(found, COUNTS);
  }

  @Override
  String proposal(ConsoleResponse found) {
    return found.text("/currentUses").equals(found.text("/countedUses"))
        ? "The count is the number of uses: there is nothing to repair."
        : "Nothing was changed. To repair this 1 count: the same with --yes 1";
  }

  @Override
  void carriedOut(ConsoleResponse response, Printer printer) {
    ChangedInvite.show(response, printer);
  }
}

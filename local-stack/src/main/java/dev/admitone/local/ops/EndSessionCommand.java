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

/** Ends a session of the database that blocks others; says first whose it is. */
@Command(
    name = "end-session",
    customSynopsis = "./admit ops end-session SESSION --reason TEXT [--yes 1]")
final class EndSessionCommand extends ConfirmedCommand {

  private static final List<Column> SESSION =
      List.of(
          Column.of("session", "/id"),
          Column.of("role", "/role"),
          Column.of("application", "/application"),
          Column.of("client", "/address"),
          Column.of("state", "/state"),
          Column.of("since", "/begunAt"),
          Column.of("waiting", "/waiting"));

  @Parameters(paramLabel = "SESSION")
  private String session = "";

  EndSessionCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  ConsoleResponse send(OpsClient console, boolean dryRun) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("reason", reason());
    return console.send(
        "POST", CallPath.of("sessions", session, "end").with("dryRun", dryRun), body);
  }

  @Override
  long number(OpsClient console) {
    return 1;
  }

  @Override
  void show(ConsoleResponse found, Printer printer) {
    printer.thing(found, SESSION);
  }

  @Override
  String proposal(ConsoleResponse found) {
    return "Nothing was ended. To end this 1 session: the same with --yes 1";
  }

  @Override
  void carriedOut(ConsoleResponse response, Printer printer) {
    show(response, printer);
    printer.say("The session is ended, and its transaction is rolled back.");
  }
}

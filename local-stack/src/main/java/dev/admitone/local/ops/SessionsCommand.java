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

/** Shows which sessions of the database block others. */
@Command(name = "sessions", customSynopsis = "./admit ops sessions")
final class SessionsCommand extends OpsSubcommand {

  private static final List<Column> SESSIONS =
      List.of(
          Column.of("SESSION", "/id"),
          Column.of("ROLE", "/role"),
          Column.of("APPLICATION", "/application"),
          Column.of("CLIENT", "/address"),
          Column.of("STATE", "/state"),
          Column.of("SINCE", "/begunAt"),
          Column.of("WAITING", "/waiting"),
          Column.of("THEY WAIT SINCE", "/waitingSince"));

  SessionsCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void run(OpsClient console, Printer printer) {
    ConsoleResponse sessions = console.get(CallPath.of("sessions"));
    printer.list(sessions, sessions.json().path("sessions"), SESSIONS);
  }
}

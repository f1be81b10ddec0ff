package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.show.Column;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows what was decided by hour or by minute, and what of it was unusual. */
@Command(
    name = "statistics",
    customSynopsis =
        "./admit ops statistics [--step HOUR | MINUTE] [--code CODE] [--from TIME] [--to TIME]"
            + " [--limit N]")
final class StatisticsCommand extends OpsSubcommand {

  private static final List<Column> SLOTS =
      List.of(
          Column.of("FROM", "/begin"),
          Column.of("USES", "/uses/count"),
          new Column("USERS", StatisticsCommand::users),
          new Column("DECISIONS", StatisticsCommand::outcomes));

  private static final List<Column> CODES =
      List.of(
          Column.of("CODE", "/code"),
          Column.of("DECISIONS", "/decisions"),
          new Column("BY OUTCOME", StatisticsCommand::outcomes));

  private static final List<Column> ALERTS =
      List.of(
          Column.of("UNUSUAL", "/kind"),
          Column.of("SUBJECT", "/subject"),
          Column.of("SINCE", "/since"),
          Column.of("SEEN", "/seen"),
          Column.of("COUNT", "/count"),
          Column.of("USUAL", "/usual"));

  @Option(names = "--step", paramLabel = "HOUR | MINUTE")
  private @Nullable String step;

  @Option(names = "--code", paramLabel = "CODE")
  private @Nullable String code;

  @Option(names = "--from", paramLabel = "TIME")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME")
  private @Nullable String to;

  @Option(names = "--limit", paramLabel = "N")
  private @Nullable Integer limit;

  StatisticsCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void run(OpsClient console, Printer printer) {
    ConsoleResponse report =
        console.get(
            CallPath.of("statistics")
                .with("step", step == null ? null : step.toUpperCase(Locale.ROOT))
                .with("code", code)
                .with("from", from)
                .with("to", to)
                .with("limit", limit));
    printer.list(report, report.json().path("slots"), SLOTS);
    if (!report.text("/missing").isEmpty()) {
      printer.say("There are no numbers now. %s.".formatted(report.text("/missing")));
      return;
    }
    printer.title("Codes with the most decisions");
    printer.items(report.json().path("codes"), CODES);
    printer.title("Unusual");
    printer.items(report.json().path("alerts"), ALERTS);
  }

  private static String users(JsonNode slot) {
    JsonNode uses = slot.path("uses");
    String users = Column.shown(uses.path("users"));
    return uses.path("isExact").asBoolean(true) ? users : "at least " + users;
  }

  private static String outcomes(JsonNode counted) {
    return counted
        .path("outcomes")
        .valueStream()
        .map(each -> each.path("outcome").asString() + " " + each.path("decisions").asString())
        .collect(Collectors.joining(", "));
  }
}

package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.show.Column;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Shows how the product is now. */
@Command(name = "overview", customSynopsis = "./admit ops overview")
final class OverviewCommand extends OpsSubcommand {

  private static final List<Column> TILES =
      List.of(
          Column.of("NOW", "/name"),
          Column.of("NUMBER", "/number"),
          new Column("LOOK", tile -> tile.path("mood").asString("").equals("good") ? "" : "here"),
          Column.of("MEANS", "/hint"));

  private static final List<Column> OUTCOMES =
      List.of(Column.of("OUTCOME", "/name"), Column.of("RATE", "/number"));

  private static final List<Column> PHASES =
      List.of(Column.of("PHASE", "/name"), Column.of("TIME", "/number"));

  private static final List<Column> HOT_CODES =
      List.of(
          Column.of("CODE", "/code"),
          Column.of("DECISIONS", "/decisions"),
          Column.of("GRANTED", "/granted"));

  private static final List<Column> HEALTH =
      List.of(
          Column.of("PART", "/name"),
          Column.of("STATUS", "/status"),
          new Column("SAYS", OverviewCommand::said));

  OverviewCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void run(OpsClient console, Printer printer) {
    ConsoleResponse overview = console.get(CallPath.of("overview"));
    JsonNode json = overview.json();
    printer.list(overview, json.path("tiles"), TILES);
    printer.title("Decisions by outcome, of the last minute");
    printer.items(json.path("outcomes"), OUTCOMES);
    printer.title("Phases of a batch");
    printer.items(json.path("phases"), PHASES);
    printer.title("Codes with the most decisions of the last minute");
    if (overview.text("/hotCodes/missing").isEmpty()) {
      printer.items(json.at("/hotCodes/codes"), HOT_CODES);
    } else {
      printer.say(overview.text("/hotCodes/missing"));
    }
    printer.title("Health");
    printer.items(json.path("health"), HEALTH);
  }

  private static String said(JsonNode part) {
    return part.path("said")
        .valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.joining("; "));
  }
}

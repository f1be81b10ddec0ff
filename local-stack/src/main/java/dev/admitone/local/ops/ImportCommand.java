package dev.admitone.local.ops;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.ChangeOptions;
import dev.admitone.local.ops.show.Column;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.Views;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Makes the codes of a file; says first how many that would be, and which lines make none. */
@Command(
    name = "import",
    customSynopsis =
        "./admit ops import FILE [--format csv|jsonl] [--key KEY] [--reason TEXT --yes NUMBER]")
final class ImportCommand extends OpsSubcommand {

  private static final List<Column> REPORT =
      List.of(
          Column.of("lines", "/lines"),
          Column.of("codes", "/invites"),
          new Column("make no code", report -> Views.counts(report.path("bad"))),
          Column.of("stopped after line", "/stoppedAfterLine"));

  private static final List<Column> BAD_LINES =
      List.of(
          Column.of("LINE", "/line"), Column.of("CODE", "/code"), Column.of("REASON", "/reason"));

  @Parameters(paramLabel = "FILE")
  private Path file = Path.of("");

  @Option(names = "--format", paramLabel = "FORMAT")
  private @Nullable String format;

  @Option(names = "--key", paramLabel = "KEY")
  private @Nullable String key;

  @Mixin private ChangeOptions change = new ChangeOptions();

  ImportCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void check() {
    if (change.isConfirmed()) {
      var _ = change.reason();
    }
  }

  @Override
  boolean changes() {
    return true;
  }

  @Override
  void run(OpsClient console, Printer printer) {
    CodesFile codes = CodesFile.of(file, format, key);
    CallPath imports = CallPath.of("imports");
    ConsoleResponse dryRun =
        console.upload(imports.with("dryRun", true), codes.type(), codes.content(), codes.key());
    long number = dryRun.json().path("invites").asLong(0);
    if (!change.isConfirmed()) {
      show(dryRun, printer);
      printer.say(
          "Nothing was made. To make these %d codes: --reason TEXT --yes %d"
              .formatted(number, number));
      return;
    }
    change.requireNumber(number);
    ConsoleResponse report =
        console.upload(
            imports.with("dryRun", false).with("reason", change.reason()),
            codes.type(),
            codes.content(),
            codes.key());
    show(report, printer);
    requireComplete(report.json());
  }

  private static void show(ConsoleResponse report, Printer printer) {
    printer.thing(report, REPORT);
    JsonNode badLines = report.json().path("badLines");
    if (!badLines.isEmpty()) {
      printer.title("Lines that make no code");
      printer.items(badLines, BAD_LINES);
      if (!report.json().path("allListed").asBoolean(true)) {
        printer.say("There are more.");
      }
    }
  }

  private static void requireComplete(JsonNode report) {
    boolean open =
        report.has("stoppedAfterLine")
            || report.path("bad").has("NOT_SENT")
            || report.path("bad").has("NOT_DECIDED");
    if (open) {
      throw new CommandFailedException(
          "Not all codes are made yet. The same command makes those that are missing.", null);
    }
  }
}

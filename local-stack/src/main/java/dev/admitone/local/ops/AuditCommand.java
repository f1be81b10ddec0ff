package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.PageOptions;
import dev.admitone.local.ops.show.Column;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what operators changed, and why. */
@Command(
    name = "audit",
    customSynopsis =
        "./admit ops audit [--operator SUBJECT] [--action ACTION] [--target TEXT] [--from TIME]"
            + " [--to TIME] [--limit N] [--next CURSOR]")
final class AuditCommand extends OpsSubcommand {

  private static final List<Column> CHANGES =
      List.of(
          Column.of("AT", "/at"),
          Column.of("OPERATOR", "/operator"),
          Column.of("ACTION", "/action"),
          Column.of("TARGET", "/target"),
          Column.of("STATE", "/state"),
          Column.of("OUTCOME", "/outcome"),
          Column.of("OLD", "/oldValues"),
          Column.of("NEW", "/newValues"),
          Column.of("REASON", "/reason"));

  @Option(names = "--operator", paramLabel = "SUBJECT")
  private @Nullable String operator;

  @Option(names = "--action", paramLabel = "ACTION")
  private @Nullable String action;

  @Option(names = "--target", paramLabel = "TEXT")
  private @Nullable String target;

  @Mixin private PageOptions page = new PageOptions();

  AuditCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void run(OpsClient console, Printer printer) {
    CallPath list =
        page.of(CallPath.of("audit"))
            .with("operator", operator)
            .with("action", action == null ? null : action.toUpperCase(Locale.ROOT))
            .with("target", target);
    printer.page(console.get(list), CHANGES);
  }
}

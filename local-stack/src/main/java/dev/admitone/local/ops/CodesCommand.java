package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.InviteFilterOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.Views;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists invites. */
@Command(
    name = "codes",
    customSynopsis =
        "./admit ops codes [--state STATE] [--prefix TEXT] [--created-by SUBJECT] [--created-from"
            + " TIME] [--created-to TIME] [--expires-from TIME] [--expires-to TIME] [--limit N]"
            + " [--next CURSOR]")
final class CodesCommand extends OpsSubcommand {

  @Mixin private InviteFilterOptions filter = new InviteFilterOptions();

  @Option(names = "--limit", paramLabel = "N")
  private @Nullable Integer limit;

  @Option(names = "--next", paramLabel = "CURSOR")
  private @Nullable String next;

  CodesCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void run(OpsClient console, Printer printer) {
    CallPath list = filter.of(CallPath.of("invites")).with("limit", limit).with("next", next);
    printer.page(console.get(list), Views.INVITES);
  }
}

package dev.admitone.local.ops;

import dev.admitone.local.command.UsageException;
import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.LimitOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes limit or validity of one code, or takes its revocation back. */
@Command(
    name = "change",
    customSynopsis =
        "./admit ops change CODE " + LimitOptions.SYNOPSIS + " [--restore] --reason TEXT")
final class ChangeCommand extends OpsSubcommand {

  @Parameters(paramLabel = "CODE")
  private String code = "";

  @Option(names = "--reason", paramLabel = "TEXT", required = true)
  private String reason = "";

  @Option(names = "--restore", description = "takes a revocation back")
  private boolean restores;

  @Mixin private LimitOptions limits = new LimitOptions();

  ChangeCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void check() {
    if (limits.values().isEmpty() && !restores) {
      throw new UsageException(
          "What is to change? --max-uses, --starts-at, --expires-at or --restore.");
    }
  }

  @Override
  boolean changes() {
    return true;
  }

  @Override
  void run(OpsClient console, Printer printer) {
    Map<String, @Nullable Object> patch = limits.values();
    if (restores) {
      patch.put("revoked", false);
    }
    patch.put("reason", reason);
    ChangedInvite.show(console.send("PATCH", CallPath.of("invites", code), patch), printer);
  }
}

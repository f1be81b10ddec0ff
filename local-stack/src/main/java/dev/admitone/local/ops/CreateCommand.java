package dev.admitone.local.ops;

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

/** Creates one code. */
@Command(
    name = "create",
    customSynopsis = "./admit ops create CODE " + LimitOptions.SYNOPSIS + " --reason TEXT")
final class CreateCommand extends OpsSubcommand {

  @Parameters(paramLabel = "CODE")
  private String code = "";

  @Option(names = "--reason", paramLabel = "TEXT", required = true)
  private String reason = "";

  @Mixin private LimitOptions limits = new LimitOptions();

  CreateCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void check() {
    var _ = limits.values();
  }

  @Override
  boolean changes() {
    return true;
  }

  @Override
  void run(OpsClient console, Printer printer) {
    Map<String, @Nullable Object> invite = limits.values();
    invite.put("code", code);
    invite.put("reason", reason);
    ChangedInvite.show(console.send("POST", CallPath.of("invites"), invite), printer);
  }
}

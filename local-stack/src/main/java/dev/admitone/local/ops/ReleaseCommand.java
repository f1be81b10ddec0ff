package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.ChangeOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a use back: its slot, and the user's right to redeem the code. */
@Command(
    name = "release",
    customSynopsis = "./admit ops release REQUEST-ID [--code CODE] --reason TEXT [--yes 1]")
final class ReleaseCommand extends OpsSubcommand {

  @Parameters(paramLabel = "REQUEST-ID")
  private String requestId = "";

  @Option(names = "--code", paramLabel = "CODE")
  private @Nullable String code;

  @Mixin private ChangeOptions change = new ChangeOptions();

  ReleaseCommand(Map<String, String> environment, Terminal terminal) {
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
    if (!change.isConfirmed()) {
      RequestCommand.show(console.get(CallPath.of("requests", requestId)), printer);
      printer.say("Nothing was changed. To give this 1 use back: --reason TEXT --yes 1");
      return;
    }
    change.requireNumber(1);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (code != null) {
      body.put("code", code);
    }
    body.put("reason", change.reason());
    ChangedInvite.show(
        console.send("POST", CallPath.of("requests", requestId, "release"), body), printer);
  }
}

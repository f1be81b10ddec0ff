package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.ChangeOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.Views;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Erases a user, of whose codes the number is confirmed. */
@Command(name = "erase", customSynopsis = "./admit ops erase USER " + ChangeOptions.SYNOPSIS)
final class EraseCommand extends ConfirmedCommand {

  @Parameters(paramLabel = "USER")
  private String userId = "";

  EraseCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  ConsoleResponse send(OpsClient console, boolean dryRun) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("userId", userId);
    body.put("reason", reason());
    body.put("dryRun", dryRun);
    return console.send("POST", CallPath.of("user", "erasure"), body);
  }

  @Override
  long number(OpsClient console) {
    return codes(send(console, true));
  }

  private static long codes(ConsoleResponse found) {
    return found.json().path("codes").size();
  }

  @Override
  void show(ConsoleResponse found, Printer printer) {
    printer.thing(found, Views.ERASURE);
    if (printer.isForPeople()) {
      printer.title("Codes");
      printer.items(found.json().path("codes"), Views.ERASED_CODES);
    }
  }

  @Override
  String proposal(ConsoleResponse found) {
    if (hasMore(found)) {
      return ("Nothing was erased. More codes of the user are known than one run takes. To erase the"
              + " user from %1$d of them: the same with --yes %1$d, until none is left")
          .formatted(codes(found));
    }
    return ("Nothing was erased. To erase the user, of whom %1$d codes are known: the same with"
            + " --yes %1$d")
        .formatted(codes(found));
  }

  @Override
  void carriedOut(ConsoleResponse response, Printer printer) {
    show(response, printer);
    printer.say(ending(response));
  }

  private static String ending(ConsoleResponse response) {
    if (response.json().path("complete").asBoolean(false)) {
      return "The user is erased.";
    }
    return hasMore(response)
        ? "The user is not erased yet: more codes are known. Run it again, first without --yes."
        : "Not all requests are decided yet. Look again: the same without --yes.";
  }

  private static boolean hasMore(ConsoleResponse response) {
    return response.json().path("more").asBoolean(false);
  }
}

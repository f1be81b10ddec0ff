package dev.admitone.local.ops;

import dev.admitone.local.command.UsageException;
import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.ChangeOptions;
import dev.admitone.local.ops.options.InviteFilterOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.Views;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Revokes one code, or all codes that a filter finds. */
@Command(
    name = "revoke",
    customSynopsis =
        "./admit ops revoke (CODE | the conditions of codes) "
            + ChangeOptions.SYNOPSIS
            + " | --set ID [--yes NUMBER]")
final class RevokeCommand extends OpsSubcommand {

  @Parameters(arity = "0..1", paramLabel = "CODE")
  private @Nullable String code;

  @Option(names = "--set", paramLabel = "ID", description = "the codes that were found before")
  private @Nullable String set;

  @Mixin private InviteFilterOptions filter = new InviteFilterOptions();
  @Mixin private ChangeOptions change = new ChangeOptions();

  RevokeCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void check() {
    int ways = (code == null ? 0 : 1) + (set == null ? 0 : 1);
    ways += filter.conditions().isEmpty() ? 0 : 1;
    if (ways != 1) {
      throw new UsageException(
          "Which codes? One CODE, the conditions of codes, such as --prefix, or a --set.");
    }
    if (set == null) {
      var _ = change.reason();
    }
  }

  @Override
  boolean changes() {
    return true;
  }

  @Override
  void run(OpsClient console, Printer printer) {
    if (code != null) {
      revoke(console, printer, code);
    } else {
      revoke(new CodeSet(console, printer));
    }
  }

  private void revoke(OpsClient console, Printer printer, String one) {
    if (!change.isConfirmed()) {
      printer.thing(console.get(CallPath.of("invites", one)), Views.INVITE);
      printer.say("Nothing was revoked. To revoke this 1 code: the same with --yes 1");
      return;
    }
    change.requireNumber(1);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("reason", change.reason());
    ChangedInvite.show(
        console.send("POST", CallPath.of("invites", one, "revocation"), body), printer);
  }

  private void revoke(CodeSet sets) {
    ConsoleResponse found =
        set == null ? sets.freeze(filter.conditions(), change.reason()) : sets.find(set);
    Long number = change.number();
    if (number == null) {
      sets.offer(found);
      return;
    }
    change.requireNumber(found.json().path("codes").asLong(0));
    sets.confirm(found.text("/id"), number);
  }
}

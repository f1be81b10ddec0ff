package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.calls.Patience;
import dev.admitone.local.ops.show.Column;
import dev.admitone.local.ops.show.Printer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets of codes that are to be revoked: the console keeps exactly those that matched. */
final class CodeSet {

  private static final String SETS = "revocations";

  private static final List<Column> FIELDS =
      List.of(
          Column.of("set", "/id"),
          Column.of("state", "/state"),
          Column.of("codes", "/codes"),
          Column.of("revoked", "/revoked"),
          Column.of("refused", "/refused"),
          Column.of("filter", "/filter"),
          Column.of("reason", "/reason"),
          Column.of("created by", "/createdBy"),
          Column.of("confirmed by", "/confirmedBy"),
          Column.of("finished", "/finishedAt"));

  private final OpsClient console;
  private final Printer printer;

  CodeSet(OpsClient console, Printer printer) {
    this.console = console;
    this.printer = printer;
  }

  /** Has the codes found and kept. None is revoked. */
  ConsoleResponse freeze(Map<String, String> filter, String reason) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("filter", filter);
    body.put("reason", reason);
    return console.send("POST", CallPath.of(SETS), body);
  }

  ConsoleResponse find(String id) {
    return console.get(CallPath.of(SETS, id));
  }

  /** Shows what would be revoked, and how. */
  void offer(ConsoleResponse set) {
    printer.thing(set, FIELDS);
    if (set.text("/state").equals("FROZEN")) {
      printer.say(
          "Nothing was revoked. To revoke exactly these %1$s codes: --set %2$s --yes %1$s"
              .formatted(set.text("/codes"), set.text("/id")));
    }
  }

  /** Has the set revoked, and shows its end, or how far it came if it stands still. */
  void confirm(String id, long codes) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("codes", codes);
    ConsoleResponse confirmed = console.send("POST", CallPath.of(SETS, id, "confirmation"), body);
    ConsoleResponse last =
        Patience.await(confirmed, () -> find(id), set -> !set.text("/finishedAt").isEmpty());
    printer.thing(last, FIELDS);
    if (last.text("/finishedAt").isEmpty()) {
      printer.say(
          "It is not finished. How far it has come: ./admit ops revoke --set %s".formatted(id));
    }
  }
}

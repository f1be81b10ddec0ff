package dev.admitone.local.ops;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.calls.Patience;
import dev.admitone.local.ops.show.DeadLetterViews;
import dev.admitone.local.ops.show.Printer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets of dead letters that something is to be done about. */
final class LetterSet {

  private final OpsClient console;
  private final Printer printer;

  LetterSet(OpsClient console, Printer printer) {
    this.console = console;
    this.printer = printer;
  }

  /** Has these letters kept as a set. Nothing is done about them. */
  ConsoleResponse freeze(List<String> positions) {
    return freeze("positions", positions);
  }

  /** The same with all open letters of a reason. */
  ConsoleResponse freezeAll(String deadLetterReason) {
    return freeze("deadLetterReason", deadLetterReason);
  }

  private ConsoleResponse freeze(String member, Object value) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put(member, value);
    return console.send("POST", sets(), body);
  }

  ConsoleResponse find(String id) {
    return console.get(sets(id));
  }

  void show(ConsoleResponse set) {
    printer.thing(set, DeadLetterViews.SET);
    if (!set.json().path("problems").isEmpty()) {
      printer.title("Not known to be sent");
      printer.items(set.json().path("problems"), DeadLetterViews.PROBLEMS);
    }
  }

  /** Shows how many letters it is about, and how it is confirmed. */
  void offer(ConsoleResponse set, String option) {
    show(set);
    printer.say(
        "Nothing was done. For exactly these %1$s: %2$s --set %3$s --reason TEXT --yes %1$s"
            .formatted(set.text("/count"), option, set.text("/id")));
  }

  /**
   * Has the set carried out, and shows its end, or how far it came if it stands still.
   *
   * @throws CommandFailedException if a letter is not known to be sent
   */
  void confirm(String id, String action, long count, String reason) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("action", action);
    body.put("count", count);
    body.put("reason", reason);
    awaitEnd(id, console.send("POST", sets(id, "confirmation"), body));
  }

  /**
   * Goes on with a set that was confirmed, as {@link #confirm} does.
   *
   * @throws CommandFailedException if a letter is not known to be sent
   */
  void goOn(String id) {
    awaitEnd(id, run(id));
  }

  /** Each call carries out as many as it has time for. */
  private ConsoleResponse run(String id) {
    return console.send("POST", sets(id, "run"), new LinkedHashMap<>());
  }

  private void awaitEnd(String id, ConsoleResponse first) {
    ConsoleResponse last =
        Patience.await(first, () -> run(id), set -> !set.text("/finishedAt").isEmpty());
    show(last);
    if (last.text("/finishedAt").isEmpty()) {
      printer.say(
          "It is not finished. To go on: ./admit ops dead-letters --set %s --go-on".formatted(id));
    }
    if (!last.json().path("problems").isEmpty()) {
      throw new CommandFailedException(
          "Not all dead letters are known to be sent; the lines above say which.", null);
    }
  }

  private static CallPath sets(String... more) {
    String[] segments = new String[more.length + 2];
    segments[0] = "dead-letters";
    segments[1] = "sets";
    System.arraycopy(more, 0, segments, 2, more.length);
    return CallPath.of(segments);
  }
}

package dev.admitone.faults.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.ConsoleHistory;
import dev.admitone.faults.history.DeadLetter;
import dev.admitone.faults.history.Drift;
import dev.admitone.faults.history.Healing;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.Intended;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Look;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Probe;
import dev.admitone.faults.history.Response;
import dev.admitone.faults.history.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a history from its file, for a check that needs nothing else. Texts are not kept there. */
public final class HistoryReader {

  private final Map<Entry, List<JsonNode>> values = new EnumMap<>(Entry.class);

  private HistoryReader() {}

  /**
   * Reads it whole.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException with the line, if one is none of a history
   */
  public static History read(Path file) throws IOException {
    HistoryReader reader = new HistoryReader();
    try (Stream<String> lines = Files.lines(file, UTF_8)) {
      lines.forEach(reader::add);
    }
    return reader.history();
  }

  private void add(String line) {
    try {
      JsonNode node = HistoryJson.MAPPER.readTree(line);
      Entry kind = Entry.valueOf(node.path("kind").asString(""));
      values.computeIfAbsent(kind, _ -> new ArrayList<>()).add(node.path("value"));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IllegalArgumentException("This is no line of a run's history: " + line, e);
    }
  }

  private History history() {
    Map<Integer, Long> ends = new HashMap<>();
    for (HistoryFile.End end : all(Entry.END, HistoryFile.End.class)) {
      ends.put(end.partition(), end.offset());
    }
    return new History(
        all(Entry.CALL, Call.class),
        all(Entry.RESPONSE, Response.class),
        all(Entry.LOGGED, Logged.class),
        all(Entry.TOLD, Told.class),
        all(Entry.DEAD_LETTER, DeadLetter.class),
        ledger(),
        ends,
        new Intended(
            new HashSet<>(all(Entry.HOSTILE, Place.class)),
            new HashSet<>(all(Entry.NAMESAKE, String.class)),
            new HashSet<>(all(Entry.CODE_OF_SQL, String.class))),
        all(Entry.HEALING, Healing.class),
        all(Entry.PROBE, Probe.class),
        new ConsoleHistory(all(Entry.LOOK, Look.class), all(Entry.DRIFT, Drift.class)),
        List.of(),
        Set.of());
  }

  private LedgerRows ledger() {
    return new LedgerRows(
        all(Entry.INVITE, LedgerRows.Invite.class),
        all(Entry.USE, LedgerRows.Use.class),
        all(Entry.DECISION, LedgerRows.Decision.class),
        all(Entry.PROGRESS, LedgerRows.Progress.class),
        all(Entry.PROFILE, LedgerRows.Profile.class),
        all(Entry.RELEASE, LedgerRows.Release.class),
        new HashSet<>(all(Entry.REPAIRED, String.class)),
        new HashSet<>(all(Entry.CHANGED_BY_SQL, String.class)));
  }

  private <T> List<T> all(Entry kind, Class<T> type) {
    return values.getOrDefault(kind, List.of()).stream()
        .map(node -> HistoryJson.MAPPER.treeToValue(node, type))
        .toList();
  }
}

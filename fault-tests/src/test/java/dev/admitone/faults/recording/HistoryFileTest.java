package dev.admitone.faults.recording;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

  private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-00000000000a");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final Place PLACE = new Place(1, 2);

  @TempDir private Path directory;

  @Test
  void aHistoryIsReadAsItWasWritten() throws IOException {
    Path file = directory.resolve("history.jsonl");
    History history = history();
    try (HistoryFile writing = HistoryFile.begin(file, _ -> {})) {
      history.calls().forEach(writing::called);
      history.responses().forEach(writing::responded);
      history.probes().forEach(writing::probed);
      history.console().looks().forEach(writing::looked);
      history.healings().forEach(writing::healing);
      writing.fault("something breaks");
      writing.end(history);
    }
    assertThat(HistoryReader.read(file)).isEqualTo(history);
  }

  private static History history() {
    return new History(
        List.of(new Call(3, "key", "CODE", "user", NOW, Duration.ofMillis(1_500), "gateway-0")),
        List.of(
            new Response(3, NOW, 200, ID, "REDEEMED"),
            new Response(4, NOW, Response.BROKEN, null, null)),
        List.of(
            logged(2, new Logged.Redeem("user", true)),
            logged(3, new Logged.Create(null, NOW, null)),
            logged(4, new Logged.Change(new Logged.Limit(null), new Logged.Until(NOW), null, true)),
            logged(5, new Logged.Release(ID)),
            logged(6, new Logged.Nothing()),
            logged(7, new Logged.Repair()),
            logged(8, new Logged.Erase("user", "erased")),
            new Logged(new Place(1, 9), NOW, "", null)),
        List.of(new Told(PLACE, ID, "f", "CODE", "REDEEMED", NOW, PLACE, PLACE, NOW)),
        List.of(new DeadLetter(PLACE, "UNDECODABLE")),
        new LedgerRows(
            List.of(new LedgerRows.Invite(ID, "CODE", 5L, 1, NOW, null, null)),
            List.of(new LedgerRows.Use(ID, ID, "user", NOW)),
            List.of(new LedgerRows.Decision(ID, "CODE", null, "DONE", NOW, PLACE, "f")),
            List.of(new LedgerRows.Progress(1, 8, "apart")),
            List.of(new LedgerRows.Profile("user", ID)),
            List.of(new LedgerRows.Release(ID, ID, ID, NOW)),
            Set.of("CODE"),
            Set.of("CODE")),
        Map.of(1, 8L),
        new Intended(Set.of(PLACE), Set.of("signup-7"), Set.of("SQL-1")),
        List.of(new Healing(NOW)),
        List.of(new Probe("processor-0", NOW, true, "UP", 7)),
        new ConsoleHistory(
            List.of(new Look("/api/ops/drift", NOW, 503, Duration.ofMillis(20), "a problem")),
            List.of(new Drift("COUNT", "CODE", "current_uses is 2, and there are 1 uses"))),
        List.of(),
        Set.of());
  }

  private static Logged logged(long offset, Logged.Wish wish) {
    return new Logged(new Place(1, offset), NOW, "CODE", new Logged.Request(ID, "f", "CODE", wish));
  }
}

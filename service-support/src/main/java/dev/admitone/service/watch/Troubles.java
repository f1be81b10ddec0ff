package dev.admitone.service.watch;

import dev.admitone.service.watch.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What polls found, with hysteresis, so that readiness does not flap: something counts once it was
 * found twice in a row, or has lasted for a while; and counts until it was not found twice in a
 * row. Thread-safe.
 */
final class Troubles {

  /**
   * Longer than a killed broker's partitions wait for their next leader: 9 s at most after the
   * broker's last heartbeat, with Kafka's defaults, of which a part has passed when it is found.
   */
  static final Duration PASSES_WITHIN = Duration.ofSeconds(8);

  private static final int POLLS_TO_TURN = 2;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * Takes in one poll.
   *
   * @param began when it began
   * @param examined what it could say something about; of the rest nothing new is known
   */
  synchronized void polled(Instant began, Collection<String> examined, List<Finding> findings) {
    Map<String, List<Finding>> found =
        findings.stream().collect(Collectors.groupingBy(Finding::about));
    for (String about : examined) {
      List<Finding> now = found.get(about);
      if (now == null) {
        entries.computeIfPresent(about, (_, entry) -> entry.notFound() ? null : entry);
      } else {
        entries.computeIfAbsent(about, _ -> new Entry(began)).found(now);
      }
    }
  }

  /** What health has to show at that time. */
  synchronized List<Trouble> at(Instant now) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().countsAt(now))
        .map(entry -> entry.getValue().trouble(entry.getKey()))
        .toList();
  }

  private static final class Entry {

    private final Instant since;
    private String what = "";
    private Kind kind = Kind.PASSING;
    private int foundInARow;
    private int notFoundInARow;
    private boolean counts;

    Entry(Instant since) {
      this.since = since;
    }

    void found(List<Finding> findings) {
      what = findings.stream().map(Finding::what).collect(Collectors.joining("; "));
      kind =
          findings.stream().anyMatch(finding -> finding.kind() == Kind.LASTING)
              ? Kind.LASTING
              : Kind.PASSING;
      foundInARow++;
      notFoundInARow = 0;
    }

    /** Whether it is over. */
    boolean notFound() {
      foundInARow = 0;
      notFoundInARow++;
      return !counts || notFoundInARow >= POLLS_TO_TURN;
    }

    boolean countsAt(Instant now) {
      boolean lasts =
          switch (kind) {
            case LASTING -> foundInARow >= POLLS_TO_TURN;
            case PASSING -> foundInARow > 0 && !now.isBefore(since.plus(PASSES_WITHIN));
          };
      counts = counts || lasts;
      return counts;
    }

    Trouble trouble(String about) {
      return new Trouble(about, what, since);
    }
  }
}

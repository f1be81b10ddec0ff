package dev.admitone.ops.statistics.counts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases of which the use is looked up in the ledger. They wait in the store, so that a database
 * that cannot be reached delays nothing else, and no release is forgotten.
 */
final class OpenReleases {

  private static final Logger LOG = LoggerFactory.getLogger(OpenReleases.class);

  private static final int AT_ONCE_MAX = 1_000;

  private final KeyValueStore<String, Long> numbers;
  private final Uses uses;
  private final Releases releases;
  private boolean isReported;

  OpenReleases(KeyValueStore<String, Long> numbers, Uses uses, Releases releases) {
    this.numbers = numbers;
    this.uses = uses;
    this.releases = releases;
  }

  void add(Decided release) {
    numbers.put(Keys.RELEASE + release.requestId(), release.at().toEpochMilli());
  }

  /** Looks up those that wait. Uses of the hours before that of the time are kept no longer. */
  void lookUp(Instant keptSince) {
    List<UUID> waiting = waiting();
    if (waiting.isEmpty()) {
      return;
    }
    Map<UUID, GivenBack> found;
    try {
      found = releases.of(waiting);
      isReported = false;
    } catch (RuntimeException e) {
      if (!isReported) {
        LOG.warn("The uses that were given back cannot be looked up now: {}", e.toString());
        isReported = true;
      }
      return;
    }
    for (UUID release : waiting) {
      GivenBack use = found.get(release);
      if (use != null && Step.HOUR.slot(use.grantedAt()) >= Step.HOUR.slot(keptSince)) {
        uses.givenBack(use.user(), use.grantedAt());
      }
      numbers.delete(Keys.RELEASE + release);
    }
  }

  private List<UUID> waiting() {
    List<UUID> ids = new ArrayList<>();
    try (KeyValueIterator<String, Long> all =
        numbers.range(Keys.RELEASE, Keys.RELEASE + Keys.END)) {
      while (all.hasNext() && ids.size() < AT_ONCE_MAX) {
        ids.add(UUID.fromString(all.next().key.substring(Keys.RELEASE.length())));
      }
    }
    return ids;
  }
}

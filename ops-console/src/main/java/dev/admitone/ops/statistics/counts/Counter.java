package dev.admitone.ops.statistics.counts;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts decisions, each once, and forgets what is older than the limits say. */
public final class Counter {

  private static final Duration ATTEMPTS_KEPT = Duration.ofHours(2);

  private final Limits limits;
  private final Events events;
  private final KeyValueStore<String, Long> numbers;
  private final CountedRequests countedRequests;
  private final Counts counts;
  private final Uses uses;
  private final OpenReleases releases;
  private final Attempts attempts;
  private final Alerts alerts;
  private final Spikes spikes;

  /** The stores that it works on; they outlive it. */
  public record Stores(
      KeyValueStore<String, byte[]> counted,
      KeyValueStore<String, Long> numbers,
      KeyValueStore<String, String> texts) {}

  /** Goes on with what the stores have. */
  public Counter(Stores stores, Limits limits, Releases releases, Events events) {
    this.limits = limits;
    this.events = events;
    this.numbers = stores.numbers();
    this.countedRequests = new CountedRequests(stores.counted(), numbers);
    this.counts = new Counts(numbers, limits.codesMax());
    this.uses = new Uses(numbers, counts, limits.usersMax());
    this.releases = new OpenReleases(numbers, uses, releases);
    this.attempts = new Attempts(stores.texts(), counts);
    this.alerts = new Alerts(stores.texts());
    this.spikes = new Spikes(counts, attempts, alerts, limits, events);
  }

  /** Counts a decision, unless it was counted before or is older than what is kept. */
  public void add(Decided decided) {
    Instant newest = newest(decided.at());
    if (decided.at().isBefore(newest.minus(limits.hoursKept()))) {
      events.late();
      return;
    }
    if (!countedRequests.isFirst(decided)) {
      events.repeated();
      return;
    }
    counts.add(Step.HOUR, decided);
    if (!decided.at().isBefore(newest.minus(limits.minutesKept()))) {
      counts.add(Step.MINUTE, decided);
      if (decided.isRefused()) {
        boolean isRecent = !decided.at().isBefore(newest.minus(ATTEMPTS_KEPT));
        spikes.refused(decided, isRecent);
      }
    }
    String user = decided.user();
    if (decided.outcome().equals(Outcomes.REDEEMED) && user != null) {
      uses.granted(user, decided.at());
    } else if (decided.outcome().equals(Outcomes.RELEASED)) {
      releases.add(decided);
    }
    events.counted();
  }

  /** The time of the newest decision; with a newer minute, what became too old is forgotten. */
  private Instant newest(Instant at) {
    Long known = numbers.get(Keys.NEWEST);
    if (known != null && known >= at.toEpochMilli()) {
      return Instant.ofEpochMilli(known);
    }
    numbers.put(Keys.NEWEST, at.toEpochMilli());
    if (known != null && Step.MINUTE.slot(Instant.ofEpochMilli(known)) != Step.MINUTE.slot(at)) {
      forget(at);
    }
    return at;
  }

  private void forget(Instant newest) {
    Instant minutes = newest.minus(limits.minutesKept());
    counts.forget(Keys.BY_CODE, Step.MINUTE, minutes);
    counts.forget(Keys.CODES, Step.MINUTE, minutes);
    counts.forget(Keys.BY_REASON, Step.MINUTE, minutes);
    Instant hours = newest.minus(limits.hoursKept());
    counts.forget(Keys.BY_CODE, Step.HOUR, hours);
    counts.forget(Keys.CODES, Step.HOUR, hours);
    uses.forget(hours);
    attempts.forget(newest.minus(ATTEMPTS_KEPT));
    alerts.forget(newest.minus(limits.alertsKept()));
  }

  /** What is done from time to time: uses that were given back are looked up. */
  public void lookUpReleases() {
    Long newest = numbers.get(Keys.NEWEST);
    if (newest != null) {
      releases.lookUp(Instant.ofEpochMilli(newest).minus(limits.hoursKept()));
    }
  }

  /** The alerts that changed since this was last asked, by their keys; empty: it is gone. */
  public Map<String, Optional<String>> changedAlerts() {
    return alerts.takeChanged();
  }
}

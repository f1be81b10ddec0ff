package dev.admitone.gateway.kafka;

import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The latest results, by request id and content fingerprint. Bounded by time and by memory; the
 * oldest go first. Thread-safe.
 */
final class ResultsWindow {

  /** What one entry takes beside its strings: its objects, and its places in map and queue. */
  private static final int ENTRY_BYTES = 640;

  private static final int CHARACTER_BYTES = 2;

  private final Clock clock;
  private final Duration retention;
  private final long maxBytes;

  /** Ordered by request id, so that all results of an id lie side by side. */
  private final NavigableMap<Key, Entry> entries = new TreeMap<>();

  /** In the order of arrival; also entries that a later result of the same key replaced. */
  private final ArrayDeque<Entry> arrivals = new ArrayDeque<>();

  private long bytes;

  ResultsWindow(Clock clock, Duration retention, DataSize maxSize) {
    this.clock = clock;
    this.retention = retention;
    this.maxBytes = maxSize.toBytes();
  }

  /** Whether nothing that comes later can replace it: a dead letter may be sent again. */
  static boolean isFinal(RedemptionDecided decision) {
    return decision.getOutcome() != Outcome.DEAD_LETTERED;
  }

  /** Takes in a result. A dead letter never replaces what was decided. */
  synchronized void put(RedemptionDecided decision) {
    Key key = Key.of(decision.getRequestId(), decision.getContentFingerprint());
    Entry known = entries.get(key);
    if (known != null && isFinal(known.decision) && !isFinal(decision)) {
      return;
    }
    Entry entry = new Entry(key, decision, clock.millis());
    entries.put(key, entry);
    arrivals.add(entry);
    bytes += entry.bytes();
    evict();
  }

  /** Forgets what is too old or too much. */
  synchronized void evict() {
    long oldestMillis = clock.millis() - retention.toMillis();
    Entry oldest = arrivals.peek();
    while (oldest != null && (oldest.arrivedMillis < oldestMillis || bytes > maxBytes)) {
      arrivals.remove();
      bytes -= oldest.bytes();
      entries.remove(oldest.key, oldest);
      oldest = arrivals.peek();
    }
  }

  /** The result of exactly this request. */
  synchronized Optional<RedemptionDecided> ofRequest(UUID id, ContentFingerprint fingerprint) {
    return Optional.ofNullable(entries.get(Key.of(id, fingerprint))).map(entry -> entry.decision);
  }

  /**
   * The result of the request that lies at the position; otherwise the decision of the id, which a
   * refusal for reuse of the id never hides; otherwise that it was dead-lettered.
   */
  synchronized Optional<RedemptionDecided> ofId(UUID id, @Nullable LogPosition at) {
    RedemptionDecided found = null;
    for (Entry entry : entries.tailMap(Key.first(id), true).values()) {
      RedemptionDecided decision = entry.decision;
      if (!entry.key.id.equals(id)) {
        break;
      }
      if (at != null && at.equals(answered(decision))) {
        return Optional.of(decision);
      }
      if (decision.getReason() == RefusalReason.REQUEST_ID_REUSED) {
        continue;
      }
      if (found == null || isFinal(decision)) {
        found = decision;
      }
    }
    return Optional.ofNullable(found);
  }

  /** How many results are held. */
  synchronized int entryCount() {
    return entries.size();
  }

  /** How much memory they take, about. */
  synchronized long bytes() {
    return bytes;
  }

  /** The request that the result answers. */
  static LogPosition answered(RedemptionDecided decision) {
    Position answered = decision.getAnsweredPosition();
    return new LogPosition(answered.getPartition(), answered.getOffset());
  }

  private record Key(UUID id, long fingerprintHigh, long fingerprintLow)
      implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::id)
            .thenComparingLong(Key::fingerprintHigh)
            .thenComparingLong(Key::fingerprintLow);

    static Key of(UUID id, ContentFingerprint fingerprint) {
      ByteBuffer bytes = ByteBuffer.wrap(fingerprint.bytes());
      return new Key(id, bytes.getLong(), bytes.getLong());
    }

    static Key first(UUID id) {
      return new Key(id, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Entry {

    private final Key key;
    private final RedemptionDecided decision;
    private final long arrivedMillis;

    Entry(Key key, RedemptionDecided decision, long arrivedMillis) {
      this.key = key;
      this.decision = decision;
      this.arrivedMillis = arrivedMillis;
    }

    long bytes() {
      String userId = decision.getUserId();
      int characters = decision.getCode().length() + (userId == null ? 0 : userId.length());
      return ENTRY_BYTES + (long) CHARACTER_BYTES * characters;
    }
  }
}

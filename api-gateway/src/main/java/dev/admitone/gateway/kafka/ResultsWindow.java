package dev.admitone.gateway.kafka;

import dev.admitone.schemas.RecordCodec;
import dev.admitone.schemas.UndecodableRecordException;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The latest results, by request id and content fingerprint. Bounded by time and by memory; the
 * oldest go first. Results are kept as the bytes that they came as, which take a third of their
 * objects: few are asked for again, and all are copied by the collector. Thread-safe.
 */
final class ResultsWindow {

  /** What one entry takes beside its record: its objects, and its places in map and queue. */
  private static final int ENTRY_BYTES = 192;

  private final RecordCodec<RedemptionDecided> codec;
  private final Clock clock;
  private final long retentionMillis;
  private final long maxBytes;

  /** The latest entry of each id, which leads on to those of the id with other content. */
  private final Map<UUID, Entry> entries = new HashMap<>();

  /** In the order of arrival; also entries that a later result of the same content replaced. */
  private final ArrayDeque<Entry> arrivals = new ArrayDeque<>();

  private int count;
  private long bytes;

  ResultsWindow(
      RecordCodec<RedemptionDecided> codec, Clock clock, Duration retention, DataSize maxSize) {
    this.codec = codec;
    this.clock = clock;
    this.retentionMillis = retention.toMillis();
    this.maxBytes = maxSize.toBytes();
  }

  /**
   * Whether nothing that comes later can replace it: a dead letter may be sent again, and what was
   * not decided when a gateway asked may be decided later.
   */
  static boolean isFinal(RedemptionDecided decision) {
    return decision.getOutcome() != Outcome.DEAD_LETTERED
        && decision.getOutcome() != Outcome.NOT_DECIDED;
  }

  /**
   * Takes in a result. A dead letter never replaces what was decided.
   *
   * @param record the bytes that it came as
   */
  synchronized void put(RedemptionDecided decision, byte[] record) {
    UUID id = decision.getRequestId();
    Entry entry = new Entry(decision, record, clock.millis());
    Entry known = find(id, entry.fingerprintHigh, entry.fingerprintLow);
    if (known != null) {
      if (known.isFinal && !entry.isFinal) {
        return;
      }
      remove(known);
    }
    entry.next = entries.put(id, entry);
    arrivals.add(entry);
    count++;
    bytes += entry.bytes();
    evict();
  }

  /** Forgets what is too old or too much. */
  synchronized void evict() {
    long oldestMillis = clock.millis() - retentionMillis;
    Entry oldest = arrivals.peek();
    while (oldest != null && (oldest.arrivedMillis < oldestMillis || bytes > maxBytes)) {
      arrivals.remove();
      bytes -= oldest.bytes();
      remove(oldest);
      oldest = arrivals.peek();
    }
  }

  /** The result of exactly this request. */
  Optional<RedemptionDecided> ofRequest(UUID id, ContentFingerprint fingerprint) {
    ByteBuffer content = ByteBuffer.wrap(fingerprint.bytes());
    Entry found;
    synchronized (this) {
      found = find(id, content.getLong(), content.getLong());
    }
    return Optional.ofNullable(found).map(this::decision);
  }

  /**
   * The result of the request that lies at the position; otherwise the decision of the id, which a
   * refusal for reuse of the id never hides; otherwise that it was dead-lettered.
   */
  synchronized Optional<RedemptionDecided> ofId(UUID id, @Nullable LogPosition at) {
    RedemptionDecided found = null;
    for (Entry entry = entries.get(id); entry != null; entry = entry.next) {
      RedemptionDecided decision = decision(entry);
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
    return count;
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

  /** The request that the result is about: of a question's answer, the one that was asked about. */
  static LogPosition concerned(RedemptionDecided decision) {
    Position asked = decision.getPosition();
    return decision.getOutcome() == Outcome.NOT_DECIDED
        ? new LogPosition(asked.getPartition(), asked.getOffset())
        : answered(decision);
  }

  private @Nullable Entry find(UUID id, long fingerprintHigh, long fingerprintLow) {
    Entry entry = entries.get(id);
    while (entry != null
        && (entry.fingerprintHigh != fingerprintHigh || entry.fingerprintLow != fingerprintLow)) {
      entry = entry.next;
    }
    return entry;
  }

  /** Takes the entry out of its id's; does nothing if a later one has replaced it. */
  private void remove(Entry gone) {
    Entry before = null;
    for (Entry entry = entries.get(gone.id); entry != null; entry = entry.next) {
      if (entry == gone) {
        if (before != null) {
          before.next = gone.next;
        } else if (gone.next != null) {
          entries.put(gone.id, gone.next);
        } else {
          entries.remove(gone.id);
        }
        count--;
        return;
      }
      before = entry;
    }
  }

  private RedemptionDecided decision(Entry entry) {
    try {
      return codec.decode(entry.record);
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException("It was decoded when it came", e);
    }
  }

  private static final class Entry {

    private final UUID id;
    private final long fingerprintHigh;
    private final long fingerprintLow;
    private final boolean isFinal;
    private final byte[] record;
    private final long arrivedMillis;
    private @Nullable Entry next;

    Entry(RedemptionDecided decision, byte[] record, long arrivedMillis) {
      ByteBuffer content = ByteBuffer.wrap(decision.getContentFingerprint().bytes());
      this.id = decision.getRequestId();
      this.fingerprintHigh = content.getLong();
      this.fingerprintLow = content.getLong();
      this.isFinal = isFinal(decision);
      this.record = record;
      this.arrivedMillis = arrivedMillis;
    }

    long bytes() {
      return (long) ENTRY_BYTES + record.length;
    }
  }
}

package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.UndecodableRecordException;
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
 *
 * <p>One caller can send its id with as many contents as it likes, so what an id costs is bounded:
 * beside its decision only the latest results are kept, and which one a question is about is told
 * without reading its record. That record is read outside the lock, which all threads share.
 */
public final class ResultsWindow {

  /** What one entry takes beside its record: its objects, and its places in map and queue. */
  private static final int ENTRY_BYTES = 208;

  /** How many results of one id are kept: a caller without bad intent has two or three. */
  static final int PER_ID_MAX = 16;

  private static final byte[] NOTHING = {};

  private final Reading reading;
  private final Clock clock;
  private final long retentionMillis;
  private final long maxBytes;

  /** The latest entry of each id, which leads on to those of the id with other content. */
  private final Map<UUID, Entry> entries = new HashMap<>();

  /** In the order of arrival; also entries that a later result of the same content replaced. */
  private final ArrayDeque<Entry> arrivals = new ArrayDeque<>();

  private int count;
  private long bytes;

  /** Reads a record that was read before. */
  public interface Reading {

    RedemptionDecided read(byte[] record) throws UndecodableRecordException;
  }

  public ResultsWindow(Reading reading, Clock clock, Duration retention, DataSize maxSize) {
    this.reading = reading;
    this.clock = clock;
    this.retentionMillis = retention.toMillis();
    this.maxBytes = maxSize.toBytes();
  }

  /**
   * Whether nothing that comes later can replace it: a dead letter may be sent again, and what was
   * not decided when a gateway asked may be decided later.
   */
  public static boolean isFinal(RedemptionDecided decision) {
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
    bound(entry);
    evict();
  }

  /** Takes out the oldest result of an id that has too many; its decision goes last. */
  private void bound(Entry latest) {
    int ofId = 0;
    Entry oldest = latest;
    Entry oldestBesideTheDecision = null;
    for (Entry entry = latest; entry != null; entry = entry.next) {
      ofId++;
      oldest = entry;
      if (!entry.isFinal || entry.isReuse) {
        oldestBesideTheDecision = entry;
      }
    }
    if (ofId > PER_ID_MAX) {
      remove(oldestBesideTheDecision == null ? oldest : oldestBesideTheDecision);
    }
  }

  /** Forgets what is too old or too much. */
  synchronized void evict() {
    long oldestMillis = clock.millis() - retentionMillis;
    Entry oldest = arrivals.peek();
    while (oldest != null && (oldest.arrivedMillis < oldestMillis || bytes > maxBytes)) {
      arrivals.remove();
      bytes -= ENTRY_BYTES;
      remove(oldest);
      oldest = arrivals.peek();
    }
  }

  /** The result of exactly this request. */
  public Optional<RedemptionDecided> ofRequest(UUID id, ContentFingerprint fingerprint) {
    ByteBuffer content = ByteBuffer.wrap(fingerprint.bytes());
    byte[] record;
    synchronized (this) {
      Entry found = find(id, content.getLong(), content.getLong());
      record = found == null ? NOTHING : found.record;
    }
    return decision(record);
  }

  /**
   * The result of the request that lies at the position; otherwise the decision of the id, which a
   * refusal for reuse of the id never hides; otherwise that it was dead-lettered.
   */
  public Optional<RedemptionDecided> ofId(UUID id, @Nullable LogPosition at) {
    return decision(record(id, at, false));
  }

  /** The same, without a dead letter: one of an earlier attempt says nothing about a later one. */
  public Optional<RedemptionDecided> finalOfId(UUID id, @Nullable LogPosition at) {
    return decision(record(id, at, true));
  }

  private synchronized byte[] record(UUID id, @Nullable LogPosition at, boolean onlyFinal) {
    Entry found = null;
    for (Entry entry = entries.get(id); entry != null; entry = entry.next) {
      if (at != null && entry.isAt(at)) {
        found = entry;
        break;
      }
      if (!entry.isReuse && (found == null || entry.isFinal)) {
        found = entry;
      }
    }
    return found == null || (onlyFinal && !found.isFinal) ? NOTHING : found.record;
  }

  /** How many results are remembered. */
  public synchronized int entryCount() {
    return count;
  }

  /** How much memory they take, about. */
  synchronized long bytes() {
    return bytes;
  }

  /** The request that got the result. */
  public static LogPosition answeredPosition(RedemptionDecided decision) {
    return LogPosition.of(decision.getAnsweredPosition());
  }

  /** The request that the result is about: of a question's result, the one that was asked about. */
  public static LogPosition concerned(RedemptionDecided decision) {
    return decision.getOutcome() == Outcome.NOT_DECIDED
        ? LogPosition.of(decision.getPosition())
        : answeredPosition(decision);
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
        bytes -= gone.record.length;
        gone.record = NOTHING;
        return;
      }
      before = entry;
    }
  }

  private Optional<RedemptionDecided> decision(byte[] record) {
    if (record.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.read(record));
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException("It was decoded when it came", e);
    }
  }

  private static final class Entry {

    private final UUID id;
    private final long fingerprintHigh;
    private final long fingerprintLow;
    private final boolean isFinal;

    /** Whether it says that the id is another request's: the id has a decision of its own. */
    private final boolean isReuse;

    private final int requestPartition;
    private final long requestOffset;
    private final long arrivedMillis;

    /** Nothing once it was taken out; the queue of arrivals has it until its time comes. */
    private byte[] record;

    private @Nullable Entry next;

    Entry(RedemptionDecided decision, byte[] record, long arrivedMillis) {
      ByteBuffer content = ByteBuffer.wrap(decision.getContentFingerprint().bytes());
      this.id = decision.getRequestId();
      this.fingerprintHigh = content.getLong();
      this.fingerprintLow = content.getLong();
      this.isFinal = isFinal(decision);
      this.isReuse = decision.getReason() == RefusalReason.REQUEST_ID_REUSED;
      this.requestPartition = decision.getAnsweredPosition().getPartition();
      this.requestOffset = decision.getAnsweredPosition().getOffset();
      this.arrivedMillis = arrivedMillis;
      this.record = record;
    }

    boolean isAt(LogPosition at) {
      return requestPartition == at.partition() && requestOffset == at.offset();
    }

    long bytes() {
      return (long) ENTRY_BYTES + record.length;
    }
  }
}

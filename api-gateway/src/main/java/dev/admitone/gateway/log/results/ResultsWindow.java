package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.UndecodableRecordException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The latest results, by request id and content fingerprint. Bounded by time and by memory; the
 * oldest go first. Results are kept as the bytes that they came as, in a ring beside a table of
 * numbers: no object is kept for a result, so the collector has nothing to carry. Thread-safe.
 *
 * <p>One caller can send its id with as many contents as it likes, so what an id costs is bounded:
 * beside its decision only the latest results are kept, and which one a question is about is told
 * without reading its record. That record is read outside the lock, which all threads share.
 */
public final class ResultsWindow {

  /** How many results of one id are kept: a caller without bad intent has two or three. */
  static final int PER_ID_MAX = 16;

  /** How many old results are forgotten before other threads get the lock: some 0.5 ms. */
  private static final int FORGOTTEN_AT_ONCE = 2_000;

  private static final byte[] NOTHING = {};

  private final Reading reading;
  private final Clock clock;
  private final long retentionMillis;
  private final long maxBytes;
  private final ResultTable results;

  /** Reads a record that was read before. */
  public interface Reading {

    RedemptionDecided read(byte[] record) throws UndecodableRecordException;
  }

  public ResultsWindow(Reading reading, Clock clock, Duration retention, DataSize maxSize) {
    this.reading = reading;
    this.clock = clock;
    this.retentionMillis = retention.toMillis();
    this.maxBytes = maxSize.toBytes();
    this.results = new ResultTable(maxBytes);
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
    ResultKey key = ResultKey.of(decision.getRequestId(), decision.getContentFingerprint());
    long known = results.find(key);
    if (known != ByteRing.NONE) {
      if (results.isFinal(known) && !isFinal(decision)) {
        return;
      }
      results.remove(known);
    }
    results.add(key, ResultKind.of(decision), record, clock.millis());
    long surplus = results.surplus(key, PER_ID_MAX);
    if (surplus != ByteRing.NONE) {
      results.remove(surplus);
    }
    forgetSome();
  }

  /** Forgets what is too old or too much. */
  void evict() {
    while (forgetSome()) {
      // Others get the lock in between: after a catch-up, many results grow old at the same time.
    }
  }

  /** Forgets all that is too much, and some of what is too old; returns whether more is. */
  private synchronized boolean forgetSome() {
    long oldestMillis = clock.millis() - retentionMillis;
    int forgotten = 0;
    while (!results.isEmpty()) {
      if (results.bytes() <= maxBytes) {
        if (results.oldestMillis() >= oldestMillis) {
          return false;
        }
        if (forgotten == FORGOTTEN_AT_ONCE) {
          return true;
        }
        forgotten++;
      }
      results.dropOldest();
    }
    return false;
  }

  /** The result of exactly this request. */
  public Optional<RedemptionDecided> ofRequest(UUID id, ContentFingerprint fingerprint) {
    ResultKey key = ResultKey.of(id, fingerprint);
    byte[] record;
    synchronized (this) {
      record = record(results.find(key));
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
    long found = results.choose(id, at);
    return found != ByteRing.NONE && onlyFinal && !results.isFinal(found) ? NOTHING : record(found);
  }

  /** A copy: the ring may use the bytes again as soon as the lock is free. */
  private byte[] record(long place) {
    return place == ByteRing.NONE ? NOTHING : results.record(place);
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

  /** How many results are remembered. */
  public synchronized int entryCount() {
    return results.count();
  }

  /** How much memory they take, about. */
  synchronized long bytes() {
    return results.bytes();
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
}

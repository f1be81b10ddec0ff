package dev.admitone.ops.drift;

import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A partition of the results topic as far as it was read, and which requests lie in gaps between
 * the results. A lane publishes in the order of its requests, and begins again at one whose result
 * is not acknowledged: so when a result comes, those of all requests before it lie before it.
 */
final class PartitionResults {

  /** How far the brokers' clocks may differ. */
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(10);

  /** A topic of which much is gone must not fill the memory. */
  private static final int MISSING_MAX = 10_000;

  /**
   * Requests between two results. Those that ask for no decision have no result either.
   *
   * @param from the first offset
   * @param to the offset of the request that has the next result
   * @param after not later than any of them was appended
   * @param before not earlier
   */
  record Gap(long from, long to, Instant after, Instant before) {}

  /**
   * A decision whose result was not read.
   *
   * @param outcome as the ledger has it
   * @param requestOffset the offset of the request
   */
  record Missing(UUID requestId, String code, String outcome, long requestOffset) {}

  private record OpenGap(long from, long to, Instant after) {

    Gap closed(Instant before) {
      return new Gap(from, to, after, before);
    }
  }

  private final int number;
  private final boolean hasLostItsBegin;
  private final RecordCodec<RedemptionDecided> codec;
  private final List<PublishedResult> page = new ArrayList<>();
  private final List<OpenGap> open = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final Set<Long> republished = new HashSet<>();
  private final Map<Long, Missing> missing = new TreeMap<>();
  private long latest = -1;
  private boolean isReadable = true;
  private @Nullable Instant firstPublished;
  private @Nullable Instant decided;

  /**
   * Begins to read.
   *
   * @param hasLostItsBegin whether there were results before the first one that is read
   */
  PartitionResults(int number, boolean hasLostItsBegin, RecordCodec<RedemptionDecided> codec) {
    this.number = number;
    this.hasLostItsBegin = hasLostItsBegin;
    this.codec = codec;
  }

  int number() {
    return number;
  }

  /** Reads the next record. */
  void read(ConsumerRecord<byte[], byte[]> record) {
    if (firstPublished == null) {
      firstPublished = Instant.ofEpochMilli(record.timestamp());
    }
    try {
      if (record.value() == null) {
        isReadable = false;
      } else {
        read(record, codec.decode(record.value()));
      }
    } catch (UndecodableRecordException e) {
      // Of a newer release, or of another program: nothing that seems to be missing is for sure.
      isReadable = false;
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record, RedemptionDecided result) {
    if (result.getAnsweredPosition().getPartition() != number) {
      return;
    }
    long offset = result.getAnsweredPosition().getOffset();
    if (offset > latest) {
      if (decided != null && offset > latest + 1) {
        open.add(new OpenGap(latest + 1, offset, decided));
      }
      latest = offset;
    } else {
      missing.remove(offset);
      if (!open.isEmpty() || !gaps.isEmpty()) {
        republished.add(offset);
      }
    }
    PublishedResult.of(record, result)
        .ifPresent(
            first -> {
              page.add(first);
              closeGaps(result.getDecidedAt());
            });
  }

  private void closeGaps(Instant decidedAt) {
    open.forEach(gap -> gaps.add(gap.closed(decidedAt)));
    open.clear();
    decided = decidedAt;
  }

  /** The results since the last call that can be compared with decisions. */
  List<PublishedResult> takePage() {
    List<PublishedResult> taken = List.copyOf(page);
    page.clear();
    return taken;
  }

  /** The gaps since the last call whose requests' times are known. */
  List<Gap> takeGaps() {
    List<Gap> taken = List.copyOf(gaps);
    gaps.clear();
    return taken;
  }

  /**
   * When a request was decided at the earliest whose result has to be there. What was published
   * before the partition's begin went with it, be it out of order.
   */
  Instant since() {
    return hasLostItsBegin && firstPublished != null
        ? firstPublished.plus(CLOCKS_MAY_DIFFER)
        : Instant.EPOCH;
  }

  /** Takes note of decisions that lie in gaps. */
  void decidedInGaps(Collection<Missing> decisions) {
    for (Missing decision : decisions) {
      if (missing.size() < MISSING_MAX && !republished.contains(decision.requestOffset())) {
        missing.put(decision.requestOffset(), decision);
      }
    }
  }

  /** All decisions that were noted belong to the gaps that were taken, and these are dealt with. */
  void gapsAreDone() {
    if (open.isEmpty()) {
      republished.clear();
    }
  }

  /** What is missing of that which was read. */
  Collection<Missing> missing() {
    return isReadable ? List.copyOf(missing.values()) : List.of();
  }
}

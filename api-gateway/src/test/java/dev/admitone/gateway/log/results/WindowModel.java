package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a window of results does, in lists and without a thought of speed. */
final class WindowModel {

  private final long retentionMillis;
  private final long maxBytes;

  /** In the order of arrival, removed ones included. */
  private final List<Result> arrivals = new ArrayList<>();

  /** Tells what an entry takes: nothing is dropped from it. */
  private final RecordRing ring;

  private static final class Result {

    private final RedemptionDecided decision;
    private final int bytes;
    private final long arrivedMillis;
    private boolean isRemoved;

    Result(RedemptionDecided decision, int bytes, long arrivedMillis) {
      this.decision = decision;
      this.bytes = bytes;
      this.arrivedMillis = arrivedMillis;
    }

    boolean isOf(UUID id) {
      return !isRemoved && decision.getRequestId().equals(id);
    }

    boolean isDecision() {
      return !isReuse() && isFinal();
    }

    boolean isFinal() {
      return ResultsWindow.isFinal(decision);
    }

    boolean isReuse() {
      return decision.getReason() == RefusalReason.REQUEST_ID_REUSED;
    }
  }

  WindowModel(long retentionMillis, long maxBytes) {
    this.retentionMillis = retentionMillis;
    this.maxBytes = maxBytes;
    this.ring = new RecordRing(new ByteRing(maxBytes));
  }

  void put(RedemptionDecided decision, byte[] record, long nowMillis) {
    UUID id = decision.getRequestId();
    for (Result known : ofId(id)) {
      if (known.decision.getContentFingerprint().equals(decision.getContentFingerprint())) {
        if (known.isFinal() && !ResultsWindow.isFinal(decision)) {
          return;
        }
        known.isRemoved = true;
      }
    }
    long place =
        ring.append(
            ResultKey.of(id, decision.getContentFingerprint()),
            ResultKind.of(decision),
            record,
            nowMillis);
    arrivals.add(new Result(decision, ring.bytes(place), nowMillis));
    List<Result> ofId = ofId(id);
    if (ofId.size() > ResultsWindow.PER_ID_MAX) {
      ofId.stream().filter(one -> !one.isDecision()).findFirst().orElse(ofId.getFirst()).isRemoved =
          true;
    }
    evict(nowMillis);
  }

  void evict(long nowMillis) {
    while (!arrivals.isEmpty()
        && (arrivals.getFirst().arrivedMillis < nowMillis - retentionMillis
            || bytes() > maxBytes)) {
      arrivals.removeFirst();
    }
  }

  Optional<RedemptionDecided> ofRequest(UUID id, ContentFingerprint fingerprint) {
    return ofId(id).stream()
        .map(result -> result.decision)
        .filter(decision -> decision.getContentFingerprint().equals(fingerprint))
        .findAny();
  }

  Optional<RedemptionDecided> ofId(UUID id, @Nullable LogPosition at) {
    return choose(id, at).map(result -> result.decision);
  }

  Optional<RedemptionDecided> finalOfId(UUID id, @Nullable LogPosition at) {
    return choose(id, at).filter(Result::isFinal).map(result -> result.decision);
  }

  private Optional<Result> choose(UUID id, @Nullable LogPosition at) {
    List<Result> latestFirst = ofId(id).reversed();
    return latestFirst.stream()
        .filter(one -> ResultsWindow.answeredPosition(one.decision).equals(at))
        .findFirst()
        .or(() -> latestFirst.reversed().stream().filter(Result::isDecision).findFirst())
        .or(() -> latestFirst.stream().filter(one -> !one.isReuse()).findFirst());
  }

  long entryCount() {
    return arrivals.stream().filter(one -> !one.isRemoved).count();
  }

  long bytes() {
    return arrivals.stream()
        .mapToLong(one -> one.bytes + (one.isRemoved ? 0L : IdIndex.ENTRY_BYTES))
        .sum();
  }

  private List<Result> ofId(UUID id) {
    return arrivals.stream()
        .filter(one -> one.isOf(id))
        .sorted(Comparator.comparingInt(arrivals::indexOf))
        .toList();
  }
}

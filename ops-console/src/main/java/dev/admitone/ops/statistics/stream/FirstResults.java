package dev.admitone.ops.statistics.stream;

import static java.util.Objects.requireNonNull;

import dev.admitone.ops.statistics.counts.Events;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes results on that are the first about a decision, from all partitions to the one task that
 * counts. A request that is sent again, and a question, get the decision another time: those are
 * known by their position. It has no state.
 */
final class FirstResults implements Processor<byte[], ReadResult, byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(FirstResults.class);

  /** How far the clocks of brokers may be ahead of this one. */
  private static final Duration AHEAD_MAX = Duration.ofHours(1);

  private final Events events;
  private @Nullable ProcessorContext<byte[], byte[]> context;

  FirstResults(Events events) {
    this.events = events;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> given) {
    context = given;
  }

  @Override
  public void process(Record<byte[], ReadResult> record) {
    ProcessorContext<byte[], byte[]> given = requireNonNull(context);
    RedemptionDecided result = result(record, given);
    if (result != null && isDecision(result)) {
      if (result.getPosition().equals(result.getAnsweredPosition())) {
        given.forward(record.withValue(record.value().bytes()));
      } else {
        events.repeated();
      }
    }
  }

  private @Nullable RedemptionDecided result(
      Record<byte[], ReadResult> record, ProcessorContext<byte[], byte[]> given) {
    RedemptionDecided result = record.value() == null ? null : record.value().result();
    String trouble = null;
    if (result == null) {
      trouble = record.value() == null ? "it has no value" : record.value().trouble();
    } else if (!isPossible(result.getDecidedAt(), given.currentSystemTimeMs())) {
      trouble = "its decision has an impossible time";
    }
    if (trouble == null) {
      return result;
    }
    events.undecodable();
    String at =
        given
            .recordMetadata()
            .map(each -> each.partition() + "-" + each.offset())
            .orElse("an unknown position");
    LOG.warn("A result at {} is not counted: {}", at, trouble);
    return null;
  }

  /** One far ahead would make all others too old. */
  private static boolean isPossible(Instant decidedAt, long now) {
    return decidedAt.toEpochMilli() > 0
        && decidedAt.isBefore(Instant.ofEpochMilli(now).plus(AHEAD_MAX));
  }

  /** Not the response about an id that has a decision already, or has none. */
  private static boolean isDecision(RedemptionDecided result) {
    return result.getOutcome() != Outcome.NOT_DECIDED
        && result.getReason() != RefusalReason.REQUEST_ID_REUSED;
  }
}

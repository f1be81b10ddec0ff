package dev.admitone.ops.statistics;

import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each decision once, at the time at which it was decided.
 *
 * <p>Results are published at least once: those of a killed processor come again, and a request
 * that is sent again gets the first one's. The first result of a decision belongs to its own
 * position, and these ascend within a partition, so that one number for each partition tells which
 * are new.
 */
final class NewDecisions implements Processor<byte[], byte[], String, String> {

  /** The greatest position of each partition of the requests that was counted. */
  static final String POSITIONS = "counted-positions";

  private static final Logger LOG = LoggerFactory.getLogger(NewDecisions.class);

  private final RecordCodec<RedemptionDecided> codec;
  private @Nullable ProcessorContext<String, String> context;
  private @Nullable KeyValueStore<Integer, Long> positions;

  NewDecisions(RecordCodec<RedemptionDecided> codec) {
    this.codec = codec;
  }

  @Override
  public void init(ProcessorContext<String, String> processorContext) {
    context = processorContext;
    positions = processorContext.getStateStore(POSITIONS);
  }

  @Override
  public void process(Record<byte[], byte[]> result) {
    decoded(result.value())
        .filter(decided -> isFirst(decided) && isNew(decided.getPosition()))
        .ifPresent(
            decided ->
                counted(decided)
                    .ifPresent(
                        decision ->
                            Objects.requireNonNull(context)
                                .forward(
                                    new Record<>(
                                        decision.code(),
                                        decision.text(),
                                        decided.getDecidedAt().toEpochMilli()))));
  }

  /** A record that this release cannot read is none of its decisions, and does not stop it. */
  private Optional<RedemptionDecided> decoded(byte[] value) {
    try {
      return Optional.of(codec.decode(value));
    } catch (UndecodableRecordException e) {
      LOG.warn("A result cannot be counted: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isFirst(RedemptionDecided decided) {
    return decided.getPosition().equals(decided.getAnsweredPosition());
  }

  private boolean isNew(Position position) {
    KeyValueStore<Integer, Long> counted = Objects.requireNonNull(positions);
    Long greatest = counted.get(position.getPartition());
    if (greatest != null && position.getOffset() <= greatest) {
      return false;
    }
    counted.put(position.getPartition(), position.getOffset());
    return true;
  }

  /** Empty for operators' commands, dead letters, and what is no decision. */
  private static Optional<CountedDecision> counted(RedemptionDecided decided) {
    String user = Objects.requireNonNullElse(decided.getUserId(), "");
    Outcome outcome = decided.getOutcome();
    RefusalReason reason = decided.getReason();
    if (outcome == Outcome.REDEEMED || outcome == Outcome.RELEASED) {
      return Optional.of(new CountedDecision(outcome.name(), decided.getCode(), user));
    }
    if (outcome != Outcome.REFUSED
        || reason == null
        || reason == RefusalReason.REQUEST_ID_REUSED) {
      return Optional.empty();
    }
    return Optional.of(new CountedDecision(reason.name(), decided.getCode(), user));
  }
}

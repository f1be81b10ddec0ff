package dev.admitone.gateway.log.results;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in the results topic's records: into the window, the watermarks, and to the waiters. */
public final class ResultHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ResultHandler.class);

  private final RecordCodec<RedemptionDecided> codec;
  private final ResultsWindow window;
  private final Watermarks watermarks;
  private final Waiters waiters;
  private final List<ResultListener> listeners;
  private final Map<Outcome, Counter> received = new EnumMap<>(Outcome.class);
  private final Counter undecodable;

  public ResultHandler(
      RecordCodec<RedemptionDecided> codec,
      ResultsWindow window,
      Watermarks watermarks,
      Waiters waiters,
      List<ResultListener> listeners,
      MeterRegistry registry) {
    this.codec = codec;
    this.window = window;
    this.watermarks = watermarks;
    this.waiters = waiters;
    this.listeners = List.copyOf(listeners);
    for (Outcome outcome : Outcome.values()) {
      received.put(outcome, counter(registry, outcome.name().toLowerCase(Locale.ROOT)));
    }
    this.undecodable = counter(registry, "undecodable");
  }

  /**
   * Takes in one record. Bytes that are no result are counted and left out.
   *
   * @param requestsEnd a result for a request at or beyond it belongs to another log
   */
  public void accept(ConsumerRecord<byte[], byte[]> record, long requestsEnd) {
    byte[] bytes = Objects.requireNonNullElseGet(record.value(), () -> new byte[0]);
    RedemptionDecided decision;
    try {
      decision = codec.decode(bytes);
    } catch (UndecodableRecordException e) {
      undecodable.increment();
      LOG.warn(
          "Left out an undecodable result at {}-{}: {} {}",
          record.partition(),
          record.offset(),
          e.reason(),
          e.getMessage());
      return;
    }
    Objects.requireNonNull(received.get(decision.getOutcome())).increment();
    // The window first: a thread that sees the watermark beyond a request finds its result there.
    if (decision.getOutcome() != Outcome.NOT_DECIDED) { // It may change later.
      window.put(decision, bytes);
    }
    listeners.forEach(listener -> listener.onResult(decision));
    LogPosition request = ResultsWindow.answeredPosition(decision);
    // On another partition than its request's it says nothing about the order of that one.
    if (request.partition() == record.partition() && request.offset() < requestsEnd) {
      watermarks.advance(request);
    }
    waiters.offer(decision);
  }

  /**
   * All results that the partition still has were taken in. If they did not say how far its
   * requests are decided, and there were others once, these may have been about any request so far.
   *
   * @param requestsEnd where the partition's requests ended before it was read
   */
  void caughtUp(int partition, long requestsEnd) {
    watermarks.beginAt(partition, requestsEnd);
  }

  /** Forgets what is too old, also when nothing comes. */
  public void evict() {
    window.evict();
    listeners.forEach(ResultListener::evict);
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("admitone.results.received")
        .description("Results read from the results topic")
        .tag("outcome", outcome)
        .register(registry);
  }
}

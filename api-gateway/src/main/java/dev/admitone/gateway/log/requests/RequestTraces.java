package dev.admitone.gateway.log.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Hands the trace of a sampled call on with its request, in a span that lasts until the broker's
 * acknowledgement. An unsampled call costs nothing here, and its record carries no header:
 * observing it took half of the time of appending.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
final class RequestTraces {

  private static final String TRACEPARENT = "traceparent";
  private static final Sending UNSAMPLED = new Sending(null);

  private final Tracer tracer;
  private final Propagator propagator;

  RequestTraces(Tracer tracer, Propagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  /** Begins the span, if the call that runs in this thread is sampled. */
  Sending begin(ProducerRecord<byte[], byte[]> record) {
    Span call = tracer.currentSpan();
    if (call == null || !Boolean.TRUE.equals(call.context().sampled())) {
      return UNSAMPLED;
    }
    Span span =
        tracer
            .spanBuilder()
            .setParent(call.context())
            .name(record.topic() + " send")
            .kind(Span.Kind.PRODUCER)
            .start();
    propagator.inject(span.context(), record.headers(), RequestTraces::setHeader);
    return new Sending(span);
  }

  /** Only the trace and its span: all other context is text from the caller. */
  private static void setHeader(@Nullable Headers headers, String name, String value) {
    if (headers != null && name.equals(TRACEPARENT)) {
      headers.add(name, value.getBytes(UTF_8));
    }
  }

  /** A span that may be there. */
  static final class Sending {

    private final @Nullable Span span;

    private Sending(@Nullable Span span) {
      this.span = span;
    }

    void end(@Nullable Exception failure) {
      if (span != null) {
        if (failure != null) {
          span.error(failure);
        }
        span.end();
      }
    }
  }
}

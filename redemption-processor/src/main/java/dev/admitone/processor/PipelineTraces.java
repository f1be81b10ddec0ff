package dev.admitone.processor;

import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Result;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Continues the traces of the requests that are sampled: a span each, from the batch's begin to its
 * commit, under the span that appended the request. Unsampled requests cost nothing.
 */
final class PipelineTraces {

  private static final String SPAN_NAME = "decide redemption";

  private final Propagator propagator;

  PipelineTraces(Propagator propagator) {
    this.propagator = propagator;
  }

  Spans begin(List<Request> batch) {
    Map<Position, Span> spans = new HashMap<>();
    for (Request request : batch) {
      String traceparent = request.source().traceparent();
      if (traceparent != null && isSampled(traceparent)) {
        spans.put(request.position(), begin(request, traceparent, batch.size()));
      }
    }
    return new Spans(spans);
  }

  private Span begin(Request request, String traceparent, int batchSize) {
    return propagator
        .extract(traceparent, PipelineTraces::traceparentHeader)
        .name(SPAN_NAME)
        .kind(Span.Kind.CONSUMER)
        .tag("admitone.request.id", request.id().toString())
        .tag("messaging.kafka.position", request.position().toString())
        .tag("messaging.batch.message_count", batchSize)
        .start();
  }

  private static @Nullable String traceparentHeader(String traceparent, String header) {
    return header.equals("traceparent") ? traceparent : null;
  }

  /** The last bit of the flags, the last field of the header (W3C Trace Context, 3.2.2.5). */
  private static boolean isSampled(String traceparent) {
    int flags = Character.digit(traceparent.charAt(traceparent.length() - 1), 16);
    return flags >= 0 && (flags & 1) == 1;
  }

  /** The open spans of one batch. */
  static final class Spans implements AutoCloseable {

    private final Map<Position, Span> spans;

    Spans(Map<Position, Span> spans) {
      this.spans = spans;
    }

    void tag(Collection<Result> results) {
      if (spans.isEmpty()) {
        return;
      }
      for (Result result : results) {
        Span span = spans.get(result.source().position());
        if (span != null) {
          span.tag("admitone.outcome", outcomeOf(result));
        }
      }
    }

    @Override
    public void close() {
      spans.values().forEach(Span::end);
    }

    private static String outcomeOf(Result result) {
      return switch (result) {
        case Result.Decided decided -> decided.entry().outcome().name();
        case Result.RequestIdReused _ -> "REQUEST_ID_REUSED";
        case Result.NotDecided _ -> "NOT_DECIDED";
        case Result.DeadLettered _ -> "DEAD_LETTERED";
      };
    }
  }
}

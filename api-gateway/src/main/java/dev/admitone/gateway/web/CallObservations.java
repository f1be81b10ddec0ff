package dev.admitone.gateway.web;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Observes calls that do not pass through the framework's filter for that: the same meters, tags
 * and spans, by the same {@link DecisionTag}. A call that is not sampled costs two clock readings
 * and a look-up of its timer, where the framework makes some sixty objects for each call.
 * Thread-safe.
 */
public final class CallObservations {

  private static final Tag NO_ERROR = Tag.of("error", "none");

  private final MeterRegistry meters;
  private final DecisionTag convention;
  private final Tracer tracer;
  private final PropagatingReceiverTracingObservationHandler<ServerRequestObservationContext> spans;
  private final Map<Ending, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, LongTaskTimer> active = new ConcurrentHashMap<>();

  /** All that the tags of a call are made of. */
  private record Ending(
      String method, @Nullable String pattern, int status, @Nullable String decision) {}

  CallObservations(
      MeterRegistry meters, DecisionTag convention, Tracer tracer, Propagator propagator) {
    this.meters = meters;
    this.convention = convention;
    this.tracer = tracer;
    this.spans = new PropagatingReceiverTracingObservationHandler<>(tracer, propagator);
  }

  /** A call begins. */
  public Observed begin(HttpServletRequest request, HttpServletResponse response) {
    return new Observed(request, response);
  }

  /** What is observed of one call. */
  public final class Observed {

    private final long startNanos = System.nanoTime();
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final LongTaskTimer.Sample open;

    /** Null where the call is not sampled. */
    private final @Nullable ServerRequestObservationContext sampled;

    private Observed(HttpServletRequest request, HttpServletResponse response) {
      this.request = request;
      this.response = response;
      this.open = active(request, response).start();
      ServerRequestObservationContext context = context(request, response);
      spans.onStart(context);
      boolean isSampled = Boolean.TRUE.equals(spans.getRequiredSpan(context).context().sampled());
      this.sampled = isSampled ? context : null;
    }

    /** Until it is closed, what this thread does belongs to the call's span, if it is sampled. */
    public Scope scope() {
      return sampled == null ? () -> {} : tracer.withSpan(spans.getRequiredSpan(sampled))::close;
    }

    /**
     * The call ends; its response has its status.
     *
     * @param pattern of its path; null where it was refused before its path was looked at
     */
    public void end(@Nullable String pattern) {
      long nanos = System.nanoTime() - startNanos;
      open.stop();
      Timer timer = timer(pattern, request, response);
      // Within the span, which the histogram names as an example.
      try (Scope _ = scope()) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
      }
      if (sampled != null) {
        endSpan(sampled, pattern);
      }
    }

    private void endSpan(ServerRequestObservationContext context, @Nullable String pattern) {
      context.setPathPattern(pattern);
      context.addLowCardinalityKeyValues(convention.getLowCardinalityKeyValues(context));
      context.addHighCardinalityKeyValues(convention.getHighCardinalityKeyValues(context));
      context.setContextualName(convention.getContextualName(context));
      spans.onStop(context);
    }

    /** The call goes on to the framework, which observes it: nothing is recorded here. */
    public void discard() {
      open.stop();
      if (sampled != null) {
        Span span = spans.getRequiredSpan(sampled);
        span.abandon();
      }
    }
  }

  /** A part of a thread's work. */
  public interface Scope extends AutoCloseable {

    @Override
    void close();
  }

  private Timer timer(
      @Nullable String pattern, HttpServletRequest request, HttpServletResponse response) {
    Ending ending =
        new Ending(
            request.getMethod(),
            pattern,
            response.getStatus(),
            DecisionTag.of(request).orElse(null));
    Timer known = timers.get(ending);
    if (known != null) {
      return known;
    }
    ServerRequestObservationContext context = context(request, response);
    context.setPathPattern(pattern);
    Timer made =
        meters.timer(
            convention.getName(), Stream.concat(tags(context), Stream.of(NO_ERROR)).toList());
    timers.put(ending, made);
    return made;
  }

  /** How many calls are open, and for how long. Their tags are those that a call begins with. */
  private LongTaskTimer active(HttpServletRequest request, HttpServletResponse response) {
    return active.computeIfAbsent(
        request.getMethod(),
        _ ->
            LongTaskTimer.builder(convention.getName() + ".active")
                .tags(tags(context(request, response)).toList())
                .register(meters));
  }

  private ServerRequestObservationContext context(
      HttpServletRequest request, HttpServletResponse response) {
    ServerRequestObservationContext context =
        new ServerRequestObservationContext(request, response);
    context.setName(convention.getName());
    return context;
  }

  private Stream<Tag> tags(ServerRequestObservationContext context) {
    return convention.getLowCardinalityKeyValues(context).stream()
        .map(each -> Tag.of(each.getKey(), each.getValue()));
  }
}

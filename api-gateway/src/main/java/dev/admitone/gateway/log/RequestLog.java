package dev.admitone.gateway.log;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.gateway.log.requests.RequestPublisher;
import dev.admitone.gateway.log.requests.RequestsLogEnd;
import dev.admitone.gateway.log.results.ResultsWindow;
import dev.admitone.gateway.log.results.Waiter;
import dev.admitone.gateway.log.results.Waiters;
import dev.admitone.gateway.log.results.Waiters.Purpose;
import dev.admitone.gateway.log.results.Watermarks;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sends requests to the log, and tells what becomes of them. */
public final class RequestLog implements Decider {

  private final RequestPublisher publisher;
  private final ResultsWindow window;
  private final Watermarks watermarks;
  private final RequestsLogEnd requestsEnd;
  private final Waiters waiters;

  RequestLog(
      RequestPublisher publisher,
      ResultsWindow window,
      Watermarks watermarks,
      RequestsLogEnd requestsEnd,
      Waiters waiters) {
    this.publisher = publisher;
    this.window = window;
    this.watermarks = watermarks;
    this.requestsEnd = requestsEnd;
    this.waiters = waiters;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Sends the request, unless its decision is here already. Blocks only while the producer does
   * not know where the request's partition is.
   */
  @Override
  public CompletableFuture<DecisionResult.Known> submit(RedemptionRequest request, Duration wait) {
    Optional<RedemptionDecided> known = known(request);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(new DecisionResult.Decided(known.get()));
    }
    // Before it is sent: the result may be here before the acknowledgement is.
    Waiter waiter = wait.isPositive() ? waiterFor(request) : null;
    if (waiter != null) {
      waiter.endAfter(wait);
    }
    RequestPublisher.Sent sent = publisher.send(request);
    sent.tell(new Acknowledged(waiter));
    if (waiter == null) {
      return pending(sent);
    }
    // With the decision, the acknowledgement is not needed any more.
    return waiter
        .result()
        .thenCompose(
            decision ->
                decision.isPresent()
                    ? CompletableFuture.completedFuture(new DecisionResult.Decided(decision.get()))
                    : pending(sent));
  }

  /** Once the broker has acknowledged it. */
  private CompletableFuture<DecisionResult.Known> pending(RequestPublisher.Sent sent) {
    CompletableFuture<LogPosition> acknowledged = sent.acknowledged();
    if (!acknowledged.isDone()) {
      Future<?> limit = waiters.deadlines().after(sent.remaining(), sent::expire);
      var _ = acknowledged.whenComplete((_, _) -> limit.cancel(false));
    }
    return acknowledged.thenApply(at -> DecisionResult.Pending.of(at, watermarks));
  }

  /** Passes the position of a request on, in the producer's thread. */
  private final class Acknowledged implements RequestPublisher.Acknowledgement {

    private final @Nullable Waiter waiter;

    Acknowledged(@Nullable Waiter waiter) {
      this.waiter = waiter;
    }

    @Override
    public void at(LogPosition position) {
      requestsEnd.reached(position);
      if (waiter != null) {
        waiter.sentTo(position);
      }
    }

    @Override
    public void failed() {
      if (waiter != null) {
        waiter.cancel();
      }
    }
  }

  /**
   * Sends all requests whose decisions are not here already, without waiting for one before the
   * next, and then waits for the decisions. Takes the place of one waiter, however many they are.
   *
   * @param wait how long the whole may take; the broker's acknowledgement is waited for in any case
   * @return what became of each, in the order of the requests
   * @throws NotAcknowledgedException if one is not known to be in the log; others may be
   */
  public List<DecisionResult.Known> submitAll(List<RedemptionRequest> requests, Duration wait)
      throws NotAcknowledgedException {
    long deadline = System.nanoTime() + wait.toNanos();
    List<Optional<RedemptionDecided>> known = requests.stream().map(this::known).toList();
    List<RedemptionRequest> unknown =
        IntStream.range(0, requests.size())
            .filter(i -> known.get(i).isEmpty())
            .mapToObj(requests::get)
            .toList();
    Iterator<LogPosition> positions = publisher.publishAll(unknown).iterator();
    List<DecisionResult.Known> results = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      Optional<RedemptionDecided> decision = known.get(i);
      results.add(
          decision.isPresent()
              ? new DecisionResult.Decided(decision.get())
              : sent(
                  requests.get(i),
                  positions.next(),
                  Duration.ofNanos(deadline - System.nanoTime())));
    }
    return results;
  }

  /** The result of exactly this request, which lies at the position. */
  private DecisionResult.Known sent(RedemptionRequest request, LogPosition at, Duration wait) {
    UUID id = request.getRequestId();
    requestsEnd.reached(at);
    try (Waiter waiter = wait.isPositive() ? waiterFor(request) : null) {
      // After registering: what comes in between is seen by one or the other.
      Optional<RedemptionDecided> here =
          known(request)
              .or(
                  () ->
                      window
                          .ofId(id, at)
                          .filter(decision -> ResultsWindow.answeredPosition(decision).equals(at)));
      if (here.isEmpty() && waiter != null) {
        waiter.sentTo(at);
        here = waiter.await(wait);
      }
      return here.<DecisionResult.Known>map(DecisionResult.Decided::new)
          .orElseGet(() -> DecisionResult.Pending.of(at, watermarks));
    }
  }

  /** Waits for the result of exactly this request; null if too many wait. */
  private @Nullable Waiter waiterFor(RedemptionRequest request) {
    ContentFingerprint fingerprint = request.getContentFingerprint();
    return waiters
        .register(
            request.getRequestId(),
            Purpose.CHANGE,
            decision -> fingerprint.equals(decision.getContentFingerprint()))
        .orElse(null);
  }

  /** The decision about exactly this request, if it is remembered here. It never changes. */
  public Optional<RedemptionDecided> known(UUID id, ContentFingerprint fingerprint) {
    return window.ofRequest(id, fingerprint).filter(ResultsWindow::isFinal);
  }

  private Optional<RedemptionDecided> known(RedemptionRequest request) {
    return known(request.getRequestId(), request.getContentFingerprint());
  }
}

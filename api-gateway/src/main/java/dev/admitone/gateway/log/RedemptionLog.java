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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the log and finds what became of them. Blocks the calling thread while it
 * waits.
 */
public final class RedemptionLog {

  private final RequestPublisher publisher;
  private final ResultsWindow window;
  private final Watermarks watermarks;
  private final RequestsLogEnd requestsEnd;
  private final Waiters waiters;
  private final Questions questions;

  RedemptionLog(
      RequestPublisher publisher,
      ResultsWindow window,
      Watermarks watermarks,
      RequestsLogEnd requestsEnd,
      Waiters waiters,
      Questions questions) {
    this.publisher = publisher;
    this.window = window;
    this.watermarks = watermarks;
    this.requestsEnd = requestsEnd;
    this.waiters = waiters;
    this.questions = questions;
  }

  /**
   * Sends the request, unless its decision is here already, and waits for the decision.
   *
   * @param wait how long the whole may take; the broker's acknowledgement is waited for in any case
   * @throws NotAcknowledgedException if it is not known to be in the log
   */
  public DecisionResult.Known submit(RedemptionRequest request, Duration wait)
      throws NotAcknowledgedException {
    Optional<RedemptionDecided> known = known(request);
    if (known.isPresent()) {
      return new DecisionResult.Decided(known.get());
    }
    long deadline = System.nanoTime() + wait.toNanos();
    // Before it is sent: the result may be here before the acknowledgement is.
    try (Waiter waiter = wait.isPositive() ? waiterFor(request) : null) {
      RequestPublisher.Sent sent = publisher.send(request);
      sent.tell(new Acknowledged(waiter));
      if (waiter != null) {
        // One wait, not two: with the decision, the acknowledgement is not needed any more.
        Optional<RedemptionDecided> decision =
            waiter.await(Duration.ofNanos(deadline - System.nanoTime()));
        if (decision.isPresent()) {
          return new DecisionResult.Decided(decision.get());
        }
      }
      return pending(sent.await());
    }
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
          .orElseGet(() -> pending(at));
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

  /**
   * Finds what became of a request that any gateway sent; waits for its decision if there is none.
   * What was decided longer ago than results are remembered is asked of the ledger, through the
   * log, if the request's position is known: meanwhile it is pending.
   *
   * @param at where the request lies, if that is known
   * @param wait how long to wait at most
   * @param beforeAsking runs before the ledger is asked; refuses the call by throwing
   */
  public DecisionResult find(
      UUID id, @Nullable LogPosition at, Duration wait, Runnable beforeAsking) {
    if (at != null && mayBeForgotten(id, at)) {
      DecisionResult now = find(id, at);
      if (now instanceof DecisionResult.Decided) {
        // Not looked for again: a question reads one record at most.
        return now;
      }
      if (now instanceof DecisionResult.Unknown) {
        beforeAsking.run();
        if (!questions.ask(id, at)) {
          return Questions.notAsked(at);
        }
      }
    }
    return find(id, at, wait);
  }

  /** Whether the request was decided, as far as results tell, and the ledger would say how. */
  private boolean mayBeForgotten(UUID id, LogPosition at) {
    return questions.isWorthAsking(id, at) && at.offset() <= watermarks.of(at.partition());
  }

  /** As above, from what gateways remember alone: the ledger is not asked. */
  public DecisionResult find(UUID id, @Nullable LogPosition at, Duration wait) {
    if (!wait.isPositive()) {
      return find(id, at);
    }
    try (Waiter waiter = waiters.register(id, Purpose.QUESTION, any -> true).orElse(null)) {
      if (waiter != null && at != null) {
        waiter.sentTo(at);
      }
      // After registering: what comes in between is seen by one or the other.
      DecisionResult now = find(id, at);
      boolean lost = now instanceof DecisionResult.Unknown && at != null;
      if (now instanceof DecisionResult.Decided || lost || waiter == null) {
        return now;
      }
      waiter.await(wait);
      return find(id, at);
    }
  }

  /**
   * Is called from time to time while a request is followed.
   *
   * @param <E> what it throws to end the following
   */
  public interface Heartbeat<E extends Exception> {

    /** Not decided yet. */
    void send() throws E;
  }

  /**
   * Waits for the result of the request that lies at the position, with a heartbeat from time to
   * time. Takes the place of a waiter; where there is none left it does not wait.
   *
   * @param maxWait how long to wait at most
   * @param interval the time between two heartbeats
   * @return {@link DecisionResult.Pending} if it is not decided in time
   */
  public <E extends Exception> DecisionResult follow(
      UUID id, LogPosition at, Duration maxWait, Duration interval, Heartbeat<E> heartbeat)
      throws E {
    long deadline = System.nanoTime() + maxWait.toNanos();
    try (Waiter waiter = waiters.register(id, Purpose.QUESTION, any -> true).orElse(null)) {
      // After registering: what comes in between is seen by one or the other.
      DecisionResult now = find(id, at);
      if (waiter == null) {
        return now;
      }
      waiter.sentTo(at);
      while (now instanceof DecisionResult.Pending && !waiter.isDone()) {
        Duration remaining = Duration.ofNanos(deadline - System.nanoTime());
        if (!remaining.isPositive()) {
          break;
        }
        boolean last = remaining.compareTo(interval) <= 0;
        waiter.await(last ? remaining : interval);
        now = find(id, at);
        if (now instanceof DecisionResult.Pending && !last && !waiter.isDone()) {
          heartbeat.send();
        }
      }
      return now;
    }
  }

  private DecisionResult find(UUID id, @Nullable LogPosition at) {
    if (at == null) {
      return window
          .ofId(id, null)
          .<DecisionResult>map(DecisionResult.Decided::new)
          .orElseGet(DecisionResult.Unknown::new);
    }
    // The question first: its result is in the window before the question is forgotten.
    Optional<DecisionResult.Pending> asked = questions.pending(id, at);
    // The watermark next: a result is in the window before the watermark passes it.
    boolean queued = at.offset() > watermarks.of(at.partition());
    // A dead letter of an earlier attempt says nothing about one that is still in the queue.
    Optional<RedemptionDecided> found = queued ? window.finalOfId(id, at) : window.ofId(id, at);
    return found
        .<DecisionResult>map(DecisionResult.Decided::new)
        .or(() -> asked)
        .orElseGet(
            () -> queued && requestsEnd.isAt(at) ? pending(at) : new DecisionResult.Unknown());
  }

  private DecisionResult.Pending pending(LogPosition at) {
    return new DecisionResult.Pending(at, watermarks.ahead(at), watermarks.expectedDelay(at));
  }
}

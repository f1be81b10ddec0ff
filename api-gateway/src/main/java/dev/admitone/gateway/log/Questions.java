package dev.admitone.gateway.log;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.log.requests.RequestPublisher;
import dev.admitone.gateway.log.results.ResultListener;
import dev.admitone.gateway.log.results.ResultsWindow;
import dev.admitone.gateway.log.results.Watermarks;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codes.Requests;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for decisions that were made longer ago than results are remembered: a command {@code Ask}
 * behind the request, whose result the request's lane takes from the ledger. Each question is asked
 * once and remembered, so that a caller that repeats it costs the lanes nothing. Thread-safe.
 */
public final class Questions implements ResultListener {

  /** For how long a question and what came of it are remembered. */
  static final Duration REMEMBERED = Duration.ofMinutes(15);

  /** After that time, a question that the broker did not acknowledge may be asked again. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** When to look for the result of a question that was just asked. */
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Beyond it the oldest are forgotten: some two megabytes. */
  private static final int COUNT_MAX = 10_000;

  /** The first schema version that has the command. */
  private static final int ASK_VERSION = 2;

  private final Sender sender;
  private final Watermarks watermarks;
  private final Clock clock;
  private final int writeVersion;
  private final int openMax;

  private final Map<UUID, Map<LogPosition, Question>> byId = new HashMap<>();

  /** In the order in which they were asked; also those that are not remembered any longer. */
  private final ArrayDeque<Question> inOrder = new ArrayDeque<>();

  private int openCount;

  /** Appends a question to the log. */
  public interface Sender {

    /** Begins to append it, and tells what becomes of that. Does not wait. */
    void send(RedemptionRequest question, RequestPublisher.Acknowledgement told);
  }

  private enum State {
    /** No result came yet. */
    OPEN,
    /** The broker did not acknowledge it. */
    NOT_SENT,
    /** The ledger has no decision, or the question went to the dead letters. */
    NOT_DECIDED
  }

  private static final class Question {

    private final UUID id;
    private final LogPosition at;
    private final long askedMillis;
    private State state = State.OPEN;
    private @Nullable LogPosition sentTo;

    Question(UUID id, LogPosition at, long askedMillis) {
      this.id = id;
      this.at = at;
      this.askedMillis = askedMillis;
    }
  }

  public Questions(
      Sender sender, Watermarks watermarks, Clock clock, int writeVersion, int openMax) {
    this.sender = sender;
    this.watermarks = watermarks;
    this.clock = clock;
    this.writeVersion = writeVersion;
    this.openMax = openMax;
  }

  /**
   * Whether asking may bring a result: every service reads the command, and the question was not
   * asked before, or could not be sent.
   */
  synchronized boolean isWorthAsking(UUID id, LogPosition at) {
    Question asked = find(id, at);
    return writeVersion >= ASK_VERSION
        && (asked == null || (asked.state == State.NOT_SENT && isOlder(asked, RETRY_AFTER)));
  }

  /**
   * Asks the ledger, without waiting, unless another call just did.
   *
   * @return false if as many questions as may be are open already
   */
  boolean ask(UUID id, LogPosition at) {
    Question question;
    synchronized (this) {
      if (!isWorthAsking(id, at)) {
        return true;
      }
      evict();
      if (openCount >= openMax && !closePassed()) {
        return false;
      }
      forget(find(id, at));
      question = new Question(id, at, clock.millis());
      byId.computeIfAbsent(id, any -> new HashMap<>()).put(at, question);
      inOrder.add(question);
      openCount++;
    }
    sender.send(Requests.ask(id, at.partition(), at.offset()), new Acknowledged(question));
    return true;
  }

  /** The state of a question that has no result yet; empty if none is open. */
  synchronized Optional<DecisionResult.Pending> pending(UUID id, LogPosition at) {
    Question question = find(id, at);
    if (question == null || question.state == State.NOT_DECIDED || hasPassed(question)) {
      return Optional.empty();
    }
    if (question.state == State.NOT_SENT) {
      return Optional.of(notAsked(at));
    }
    LogPosition sentTo = question.sentTo;
    if (sentTo == null) {
      return Optional.of(new DecisionResult.Pending(at, 0, SOON));
    }
    return Optional.of(
        new DecisionResult.Pending(at, watermarks.ahead(sentTo), watermarks.expectedDelay(sentTo)));
  }

  /** What a call gets whose question is one too many. */
  static DecisionResult.Pending notAsked(LogPosition at) {
    return new DecisionResult.Pending(at, 0, RETRY_AFTER);
  }

  /**
   * Takes in a result, before the watermark passes it. A decision is in the window by now, where it
   * is found from here on.
   */
  @Override
  public synchronized void onResult(RedemptionDecided result) {
    Map<LogPosition, Question> ofId = byId.get(result.getRequestId());
    if (ofId == null || result.getReason() == RefusalReason.REQUEST_ID_REUSED) {
      return;
    }
    if (result.getOutcome() == Outcome.NOT_DECIDED) {
      Question question = ofId.get(ResultsWindow.concerned(result));
      if (question != null) {
        close(question, State.NOT_DECIDED);
      }
    } else if (ResultsWindow.isFinal(result)) {
      ofId.values().stream().toList().forEach(this::forget);
    }
  }

  /** Forgets what is too old or too much. */
  @Override
  public synchronized void evict() {
    Question oldest = inOrder.peek();
    while (oldest != null && (isOlder(oldest, REMEMBERED) || inOrder.size() > COUNT_MAX)) {
      inOrder.remove();
      forget(oldest);
      oldest = inOrder.peek();
    }
  }

  /** How many questions wait for their results. */
  synchronized int openCount() {
    return openCount;
  }

  private final class Acknowledged implements RequestPublisher.Acknowledgement {

    private final Question question;

    Acknowledged(Question question) {
      this.question = question;
    }

    @Override
    public void at(LogPosition position) {
      synchronized (Questions.this) {
        question.sentTo = position;
      }
    }

    @Override
    public void failed() {
      synchronized (Questions.this) {
        if (question.state == State.OPEN) {
          close(question, State.NOT_SENT);
        }
      }
    }
  }

  private @Nullable Question find(UUID id, LogPosition at) {
    return byId.getOrDefault(id, Map.of()).get(at);
  }

  /** Results come in order: a question that the watermark passed has no result. */
  private boolean hasPassed(Question question) {
    LogPosition sentTo = question.sentTo;
    return question.state == State.OPEN
        && sentTo != null
        && sentTo.offset() <= watermarks.of(sentTo.partition());
  }

  /** Forgets the oldest question if there are too many; false if all are open. */
  private boolean closePassed() {
    for (Question question : inOrder) {
      if (hasPassed(question)) {
        close(question, State.NOT_DECIDED);
      }
    }
    return openCount < openMax;
  }

  private void close(Question question, State state) {
    if (question.state == State.OPEN && find(question.id, question.at) == question) {
      openCount--;
    }
    question.state = state;
  }

  /** Does nothing where a later question has taken the place. */
  private void forget(@Nullable Question question) {
    if (question == null || find(question.id, question.at) != question) {
      return;
    }
    if (question.state == State.OPEN) {
      openCount--;
    }
    Map<LogPosition, Question> ofId = byId.get(question.id);
    if (ofId != null) {
      ofId.remove(question.at);
      if (ofId.isEmpty()) {
        byId.remove(question.id);
      }
    }
  }

  private boolean isOlder(Question question, Duration age) {
    return clock.millis() - question.askedMillis >= age.toMillis();
  }
}

package dev.admitone.processor.lanes;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.scheduling.TaskScheduler;

/** A lane's membership: it joins the group, begins again after a failure, or stays out. */
final class LaneMembership {

  private static final Logger LOG = LoggerFactory.getLogger(LaneMembership.class);

  private enum State {
    /** No consumer. */
    OUT,
    /** The consumer is in the group, or on its way. */
    IN,
    /** The consumer is about to end; the wishes decide what comes next. */
    ENDING
  }

  private final String name;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final Duration restartWait;
  private final KafkaMessageListenerContainer<byte[], byte[]> container;
  private final LaneStatus status;
  private final UnacknowledgedBatches unacknowledged;

  private State state = State.OUT;
  private boolean wanted;
  private boolean stopped;

  LaneMembership(
      String name,
      LaneSettings settings,
      KafkaMessageListenerContainer<byte[], byte[]> container,
      LaneStatus status,
      UnacknowledgedBatches unacknowledged) {
    this.name = name;
    this.scheduler = settings.scheduler();
    this.clock = settings.clock();
    this.restartWait = settings.backOff().max();
    this.container = container;
    this.status = status;
    this.unacknowledged = unacknowledged;
  }

  /** Joins the group, now or once the consumer of before has ended. */
  synchronized void join() {
    stopped = false;
    if (!wanted) {
      wanted = true;
      status.mayJoin();
      status.goesOn();
    }
    if (state == State.OUT) {
      start();
    }
  }

  /** Leaves the group. */
  synchronized void leave(String reason) {
    wanted = false;
    status.isOut(reason);
    if (state == State.IN) {
      LOG.warn("{} leaves the group: {}", name, reason);
      state = State.ENDING;
      // Not here: this may be the consumer's own thread, which the end waits for.
      schedule(Duration.ZERO, () -> container.stop(this::hasEnded));
    }
  }

  /** The process ends. */
  void stop(Runnable whenStopped) {
    synchronized (this) {
      stopped = true;
    }
    container.stop(whenStopped);
  }

  /**
   * Begins again at the committed offsets. The ledger has the decisions, so the results that were
   * not published are published now, and the others once more.
   */
  synchronized void restart(String what, Throwable failure) {
    if (container.isRunning()) {
      beginAgain(what + ": " + failure);
    }
  }

  /**
   * A thread that the client ended begins again, too. One that an {@code Error} ended does not, nor
   * one whose name another process took: liveness shows it.
   */
  synchronized void ended(ConsumerStoppedEvent.Reason reason) {
    boolean curable =
        reason == ConsumerStoppedEvent.Reason.NO_OFFSET
            || reason == ConsumerStoppedEvent.Reason.ABNORMAL;
    if (curable && !stopped) {
      beginAgain("its consumer ended: " + reason);
    }
  }

  /** False when the consumer's thread ended by itself and does not come back. */
  synchronized boolean isAlive() {
    return state != State.IN || container.isRunning();
  }

  private void beginAgain(String why) {
    if (state != State.IN) {
      return;
    }
    state = State.ENDING;
    LOG.warn("{} begins again: {}", name, why);
    status.waitingFor(why);
    // Stopping one that has stopped goes on at once.
    schedule(restartWait.dividedBy(10), () -> container.stop(this::hasEnded));
  }

  private synchronized void hasEnded() {
    unacknowledged.clear();
    state = State.OUT;
    if (wanted && !stopped) {
      start();
    }
  }

  /**
   * Tries until it succeeds: a broker whose name is gone for a moment makes the start itself fail.
   */
  private synchronized void start() {
    if (stopped || !wanted || state == State.IN) {
      return;
    }
    try {
      container.start();
      state = State.IN;
    } catch (RuntimeException e) {
      LOG.warn("{} cannot join the group yet: {}", name, e.toString());
      status.waitingFor("it cannot join the group: " + e.getMessage());
      schedule(restartWait, this::start);
    }
  }

  private void schedule(Duration wait, Runnable what) {
    var _ = scheduler.schedule(what, clock.instant().plus(wait));
  }
}

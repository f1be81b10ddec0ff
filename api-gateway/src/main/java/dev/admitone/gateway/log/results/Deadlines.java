package dev.admitone.gateway.log.results;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends waits when their time is over: one thread with a queue in the order of the deadlines, for
 * all calls that wait. A call that gets its result in time costs an insertion and a removal, and
 * wakes no thread, since its deadline is later than those before it. Thread-safe.
 */
public final class Deadlines {

  private static final long IDLE_SECONDS_MAX = 10;

  private final ScheduledThreadPoolExecutor sweeper;

  Deadlines() {
    this.sweeper = new ScheduledThreadPoolExecutor(1, Deadlines::thread);
    // A result comes within milliseconds, its deadline seconds later: the queue stays short.
    sweeper.setRemoveOnCancelPolicy(true);
    // The thread ends with the last wait, so that nothing has to close it.
    sweeper.setKeepAliveTime(IDLE_SECONDS_MAX, TimeUnit.SECONDS);
    sweeper.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the action after the time, unless it is cancelled before.
   *
   * @param action must not block: the waits of all calls end in one thread
   */
  public Future<?> after(Duration time, Runnable action) {
    return sweeper.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "deadlines");
    thread.setDaemon(true);
    // The first call that waits starts it: the server would report its web application's loader as
    // leaked, with a stack trace, when it stops within the thread's last seconds.
    thread.setContextClassLoader(Deadlines.class.getClassLoader());
    return thread;
  }
}

package dev.admitone.ops.services;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The latest readings of all services. A thread of its own makes one after the other. */
public final class Readings implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

  /** Five minutes at the default interval. */
  private static final int KEPT = 60;

  private final ServiceReader reader;
  private final Duration interval;
  private final Deque<Reading> latest = new ArrayDeque<>();
  private @Nullable Thread thread;

  Readings(ServiceReader reader, Duration interval) {
    this.reader = reader;
    this.interval = interval;
  }

  /** The oldest first. */
  public synchronized List<Reading> all() {
    return new ArrayList<>(latest);
  }

  private synchronized void add(Reading reading) {
    latest.addLast(reading);
    if (latest.size() > KEPT) {
      latest.removeFirst();
    }
  }

  private void readAll() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        add(reader.read());
      } catch (RuntimeException e) {
        LOG.warn("The services cannot be read", e);
      }
      try {
        Thread.sleep(interval);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name("services-reader").start(this::readAll);
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
    reader.close();
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}

package dev.admitone.faults.processes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A place for a process: it may be killed, and another one with the same settings started. */
public final class Member implements AutoCloseable {

  private final String name;
  private final Kind kind;
  private final List<String> arguments;
  private final Path log;
  private volatile Child child;
  private volatile boolean isFrozen;
  private volatile Instant thawedAt = Instant.MIN;

  private Member(String name, Kind kind, List<String> arguments, Path log) {
    this.name = name;
    this.kind = kind;
    this.arguments = List.copyOf(arguments);
    this.log = log;
    this.child = Child.start(kind, this.arguments, log);
  }

  /**
   * Starts the first process, and returns when it listens.
   *
   * @param name in reports, and of the file with its loggers' lines
   */
  public static Member start(String name, Kind kind, List<String> arguments, Path directory) {
    return new Member(name, kind, arguments, directory.resolve(name + ".log"));
  }

  /** Its name in reports. */
  public String name() {
    return name;
  }

  /** Where it serves at present; the next process may serve elsewhere. */
  public URI address() {
    return child.address();
  }

  /** Where it tells of itself at present. */
  public URI management() {
    return child.management();
  }

  /** The file with its loggers' lines. */
  public Path log() {
    return log;
  }

  /** Whether its process runs, be it frozen. */
  public boolean isAlive() {
    return child.isAlive();
  }

  /** What its process has of the machine's memory; 0 where the machine does not say. */
  public long memoryBytes() {
    return child.memoryBytes();
  }

  /**
   * SIGKILL; returns when it is gone.
   *
   * @throws IllegalStateException if there is no process
   */
  public void kill() {
    requireAlive();
    child.kill();
  }

  /**
   * It stands still from now on.
   *
   * @throws IllegalStateException if there is no process
   */
  public void freeze() {
    requireAlive();
    isFrozen = true;
    child.freeze();
  }

  /** It goes on as if no time had passed. */
  public void thaw() {
    child.thaw();
    thawedAt = Instant.now();
    isFrozen = false;
  }

  /** Whether it stood still at some time since then. */
  public boolean wasFrozenSince(Instant time) {
    return isFrozen || thawedAt.isAfter(time);
  }

  private void requireAlive() {
    if (!child.isAlive()) {
      throw new IllegalStateException("There is no process %s at present".formatted(name));
    }
  }

  /** Its clock is wrong by this time from now on; a process that is started later has it right. */
  public void shiftClock(Duration shift) {
    child.tell(ServiceChild.CLOCK + shift);
  }

  /**
   * A processor's next batch that comes there fails.
   *
   * @throws IllegalStateException if there is no process
   */
  public void arm(CrashPoint point) {
    requireAlive();
    child.tell(point.name());
  }

  /** No batch fails, unless one has already. */
  public void disarm() {
    child.tell("");
  }

  /** Ends it in order. */
  public void stop() {
    child.end();
  }

  /** Starts a process where none runs. Returns when it listens. */
  public synchronized void ensureRunning() {
    if (!child.isAlive()) {
      child = Child.start(kind, arguments, log);
    }
  }

  @Override
  public void close() {
    child.end();
  }
}

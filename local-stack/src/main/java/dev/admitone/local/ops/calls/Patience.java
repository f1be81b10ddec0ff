package dev.admitone.local.ops.calls;

import dev.admitone.local.command.CommandFailedException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again until something has come to its end, or has not changed for a minute. */
public final class Patience {

  private static final Duration STANDSTILL_MAX = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private Patience() {}

  /** What the last look showed, whether it was at its end or not. */
  public static ConsoleResponse await(
      ConsoleResponse first, Supplier<ConsoleResponse> look, Predicate<ConsoleResponse> ended) {
    ConsoleResponse last = first;
    long changedNanos = System.nanoTime();
    while (!ended.test(last) && System.nanoTime() - changedNanos < STANDSTILL_MAX.toNanos()) {
      pause();
      ConsoleResponse next = look.get();
      if (!next.text().equals(last.text())) {
        changedNanos = System.nanoTime();
      }
      last = next;
    }
    return last;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted; the console goes on.", e);
    }
  }
}

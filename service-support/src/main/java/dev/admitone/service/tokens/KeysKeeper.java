package dev.admitone.service.tokens;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Fetches the issuer's keys from the start on, and repeatedly, so that readiness knows of them
 * before the first call does.
 */
final class KeysKeeper implements SmartLifecycle {

  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration PAUSE_WHILE_IN_TROUBLE = Duration.ofSeconds(5);

  private final IssuerKeys keys;
  private volatile @Nullable Thread thread;

  KeysKeeper(IssuerKeys keys) {
    this.keys = keys;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        keys.keepFresh();
        Thread.sleep(keys.trouble() == null ? PAUSE : PAUSE_WHILE_IN_TROUBLE);
      }
    } catch (InterruptedException e) {
      // Only stop() interrupts it.
    }
  }

  @Override
  public void start() {
    if (keys.areFetched()) {
      thread = Thread.ofVirtual().name("issuer-keys").start(this::run);
    }
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}

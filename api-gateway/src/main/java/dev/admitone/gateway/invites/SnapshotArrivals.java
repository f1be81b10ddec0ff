package dev.admitone.gateway.invites;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Wakes the calls that wait for a code's next snapshot. Thread-safe. */
final class SnapshotArrivals {

  private final Map<String, CompletableFuture<Void>> nextByCode = new ConcurrentHashMap<>();

  /** Completes when the next snapshot of the code has come, or a waiting call gave up. */
  CompletableFuture<Void> next(String code) {
    return nextByCode.computeIfAbsent(code, any -> new CompletableFuture<>());
  }

  /** A snapshot of the code is in the store. */
  void arrived(String code) {
    CompletableFuture<Void> next = nextByCode.remove(code);
    if (next != null) {
      next.complete(null);
    }
  }

  /** A waiting call gave up. Others that wait for the same code look, and wait again. */
  void forget(String code, CompletableFuture<Void> next) {
    nextByCode.remove(code, next);
    next.complete(null);
  }
}

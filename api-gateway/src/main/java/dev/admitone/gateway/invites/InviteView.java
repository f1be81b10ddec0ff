package dev.admitone.gateway.invites;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The invites as this gateway has read them: advisory, within milliseconds of the ledger. */
public final class InviteView {

  private final InviteStreams streams;
  private final SnapshotArrivals arrivals;

  InviteView(InviteStreams streams, SnapshotArrivals arrivals) {
    this.streams = streams;
    this.arrivals = arrivals;
  }

  /**
   * The invite of the canonical code, if there is one.
   *
   * @throws InvitesNotReadyException while the store cannot be read
   */
  public Optional<Invite> find(String code) throws InvitesNotReadyException {
    return Optional.ofNullable(streams.store().get(code)).map(Invite::of);
  }

  /**
   * Waits until the store shows the invite.
   *
   * @param version the lowest version to wait for; null for any
   * @return empty if it was not shown in time
   */
  public Optional<Invite> await(String code, @Nullable Long version, Duration maxWait) {
    long deadline = System.nanoTime() + maxWait.toNanos();
    while (true) {
      // Before looking: a snapshot that comes in between completes it.
      CompletableFuture<Void> next = arrivals.next(code);
      Optional<Invite> shown = shown(code, version);
      long remaining = deadline - System.nanoTime();
      if (shown.isPresent() || remaining <= 0 || !await(next, remaining)) {
        arrivals.forget(code, next);
        return shown;
      }
    }
  }

  private static boolean await(CompletableFuture<Void> next, long nanos) {
    try {
      next.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("An arrival never fails", e);
    }
  }

  private Optional<Invite> shown(String code, @Nullable Long version) {
    try {
      return find(code).filter(invite -> version == null || invite.version() >= version);
    } catch (InvitesNotReadyException e) {
      return Optional.empty();
    }
  }
}

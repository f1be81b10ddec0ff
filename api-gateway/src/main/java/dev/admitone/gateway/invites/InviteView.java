package dev.admitone.gateway.invites;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The invites as this gateway has read them: advisory, within milliseconds of the ledger. */
public final class InviteView {

  private final BooleanSupplier snapshotsAreRead;
  private final BooleanSupplier resultsAreRead;
  private final InviteTable table;
  private final SnapshotArrivals arrivals;

  /** Once the results were read to their end, a count that comes late is late by moments. */
  private volatile boolean resultsWereRead;

  InviteView(
      BooleanSupplier snapshotsAreRead,
      BooleanSupplier resultsAreRead,
      InviteTable table,
      SnapshotArrivals arrivals) {
    this.snapshotsAreRead = snapshotsAreRead;
    this.resultsAreRead = resultsAreRead;
    this.table = table;
    this.arrivals = arrivals;
  }

  /**
   * The invite of the canonical code, if there is one.
   *
   * @throws InvitesNotReadyException while the topics are not read to their ends, and where the
   *     invite may be one that there was no space for
   */
  public Optional<Invite> find(String code) throws InvitesNotReadyException {
    resultsWereRead = resultsWereRead || resultsAreRead.getAsBoolean();
    if (!snapshotsAreRead.getAsBoolean() || !resultsWereRead) {
      throw new InvitesNotReadyException("The invites are not read up to their end");
    }
    Optional<Invite> found = table.invite(code);
    if (found.isEmpty() && table.leftOut() > 0) {
      throw new InvitesNotReadyException("There is no space for all invites");
    }
    return found;
  }

  /**
   * Waits until the invite is shown in the version of an operator's change. Its uses may be of a
   * later one.
   *
   * @param version the lowest version of limit and validity to wait for; null for any
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
      return find(code).filter(invite -> version == null || invite.definitionVersion() >= version);
    } catch (InvitesNotReadyException e) {
      return Optional.empty();
    }
  }
}

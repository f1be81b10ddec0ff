package dev.admitone.faults.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of the requests topic.
 *
 * @param appendedAt the broker's time
 * @param key the record's key
 * @param request what it asks for; null where it cannot be read
 */
public record Logged(Place place, Instant appendedAt, String key, @Nullable Request request) {

  /**
   * A request.
   *
   * @param fingerprint of the content, as hexadecimal text
   */
  public record Request(UUID id, String fingerprint, String code, Wish wish) {}

  /** What a request asks for. */
  public sealed interface Wish {}

  /**
   * A use of the code for a user.
   *
   * @param signup whether a profile is to come with it
   */
  public record Redeem(String userId, boolean signup) implements Wish {}

  /** A new code; a limit of null is none, a time of null never comes. */
  public record Create(
      @Nullable Long maxUses, @Nullable Instant startsAt, @Nullable Instant expiresAt)
      implements Wish {}

  /** Other limits for a code: what is null stays. */
  public record Change(
      @Nullable Limit maxUses,
      @Nullable Until startsAt,
      @Nullable Until expiresAt,
      @Nullable Boolean revoked)
      implements Wish {}

  /** A limit to set; null: none. */
  public record Limit(@Nullable Long maxUses) {}

  /** A time to set; null: none. */
  public record Until(@Nullable Instant time) {}

  /** A use given back. */
  public record Release(UUID useId) implements Wish {}

  /** The code's uses counted again. */
  public record Repair() implements Wish {}

  /**
   * A user erased, as far as the code is concerned.
   *
   * @param pseudonym what stands for the user from then on
   */
  public record Erase(String userId, String pseudonym) implements Wish {}

  /** Nothing that is decided: a refresh or a question. */
  public record Nothing() implements Wish {}
}

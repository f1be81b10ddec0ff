package dev.admitone.schemas.codes;

import dev.admitone.schemas.avro.Ask;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.EraseUser;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.Refresh;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.avro.RepairCount;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells a request that is sent again from another one under the same id: SHA-256 over the
 * command's name, the code and the command's fields, each with its length before it, so that no two
 * contents give the same bytes. The operator that asked is not part of it. Independent of the
 * schema's version.
 *
 * <p>Writers give it and the processor computes it again, so a field that a later version adds may
 * count only where it is set: a processor that lacks the field would dead-letter the request.
 */
public final class ContentFingerprints {

  private static final int FINGERPRINT_BYTES = 16;

  private ContentFingerprints() {}

  /**
   * Of the request's one command, as its content says and not as its writer does. Empty for a
   * signup, and where no command is set.
   */
  public static Optional<ContentFingerprint> of(RedemptionRequest request) {
    String code = request.getCode();
    if (request.getRedeem() != null) {
      return Optional.of(request.getRedeem())
          .filter(redeem -> redeem.getSignup() == null)
          .map(redeem -> of(code, redeem));
    }
    if (request.getCreateInvite() != null) {
      return Optional.of(of(code, request.getCreateInvite()));
    }
    if (request.getChangeInvite() != null) {
      return Optional.of(of(code, request.getChangeInvite()));
    }
    if (request.getReleaseUse() != null) {
      return Optional.of(of(code, request.getReleaseUse()));
    }
    if (request.getAsk() != null) {
      return Optional.of(of(request.getAsk()));
    }
    if (request.getRepairCount() != null) {
      return Optional.of(of(code, request.getRepairCount()));
    }
    if (request.getEraseUser() != null) {
      return Optional.of(of(code, request.getEraseUser()));
    }
    return Optional.ofNullable(request.getRefresh()).map(refresh -> of(code, refresh));
  }

  /** Of redeeming the code; a signup's fingerprint is made elsewhere, under a key. */
  public static ContentFingerprint of(String code, Redeem command) {
    return new Content("redeem", code).add(command.getUserId()).fingerprint();
  }

  /** Of creating the code. */
  public static ContentFingerprint of(String code, CreateInvite command) {
    return new Content("create-invite", code)
        .add(command.getUnlimited() ? null : command.getMaxUses())
        .add(command.getStartsAt())
        .add(command.getExpiresAt())
        .fingerprint();
  }

  /** Of changing the code. */
  public static ContentFingerprint of(String code, ChangeInvite command) {
    return new Content("change-invite", code)
        .add(command.getChangesMaxUses())
        .add(command.getUnlimited() ? null : command.getMaxUses())
        .add(command.getChangesStartsAt())
        .add(command.getStartsAt())
        .add(command.getChangesExpiresAt())
        .add(command.getExpiresAt())
        .add(command.getChangesRevoked())
        .add(command.getRevoked())
        .fingerprint();
  }

  /** Of giving a use back. */
  public static ContentFingerprint of(String code, ReleaseUse command) {
    return new Content("release-use", code)
        .add(command.getUseId())
        .add(command.getReason())
        .fingerprint();
  }

  /** Of refreshing the code: nothing but the code itself. */
  public static ContentFingerprint of(String code, Refresh command) {
    return new Content("refresh", code).fingerprint();
  }

  /** Of asking for the decision about the request at a position; no code is part of it. */
  public static ContentFingerprint of(Ask command) {
    return new Content("ask", "")
        .add(command.getAt().getPartition())
        .add(command.getAt().getOffset())
        .fingerprint();
  }

  /** Of counting the code's uses again. */
  public static ContentFingerprint of(String code, RepairCount command) {
    return new Content("repair-count", code).add(command.getReason()).fingerprint();
  }

  /** Of having a user forgotten, as far as the code is concerned. */
  public static ContentFingerprint of(String code, EraseUser command) {
    return new Content("erase-user", code)
        .add(command.getUserId())
        .add(command.getPseudonym())
        .add(command.getReason())
        .fingerprint();
  }

  private static final class Content {

    /** Copied for each content: looking the algorithm up takes a quarter of the time. */
    private static final MessageDigest EMPTY = sha256();

    private final MessageDigest digest = copyOfEmpty();

    Content(String command, String code) {
      add(command).add(code);
    }

    /** An absent value differs from an empty one: its length is -1. */
    Content add(@Nullable Object value) {
      if (value == null) {
        addLength(-1);
        return this;
      }
      String text =
          value instanceof Instant time ? String.valueOf(time.toEpochMilli()) : value.toString();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      addLength(bytes.length);
      digest.update(bytes);
      return this;
    }

    private void addLength(int length) {
      digest.update(
          new byte[] {
            (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
          });
    }

    ContentFingerprint fingerprint() {
      return new ContentFingerprint(Arrays.copyOf(digest.digest(), FINGERPRINT_BYTES));
    }

    private static MessageDigest copyOfEmpty() {
      try {
        return (MessageDigest) EMPTY.clone();
      } catch (CloneNotSupportedException e) {
        // A provider need not support it.
        return sha256();
      }
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256", e);
      }
    }
  }
}

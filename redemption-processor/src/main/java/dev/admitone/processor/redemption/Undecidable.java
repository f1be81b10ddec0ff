package dev.admitone.processor.redemption;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that no decision is possible about: it goes to the dead-letter topic.
 *
 * @param detail what exactly is wrong, without anything of the content
 * @param readable what could be read of the request; null if not even its id could
 */
public record Undecidable(
    SourceRecord source, Defect defect, String detail, @Nullable ReadablePart readable)
    implements Delivery {

  /**
   * What could be read of a request that no decision is possible about: the clients that wait for
   * it are told.
   *
   * @param fingerprint as its writer gave it
   * @param code only in its canonical form: readers of results take nothing else for a code
   * @param userId only if it is one that could redeem
   */
  public record ReadablePart(
      UUID requestId,
      @Nullable Fingerprint fingerprint,
      @Nullable String code,
      @Nullable String userId) {

    /** Of a record that nothing but the id could be read of. */
    public static ReadablePart of(UUID requestId) {
      return new ReadablePart(requestId, null, null, null);
    }

    /** Of a request that was read whole. */
    public static ReadablePart of(Request request) {
      return new ReadablePart(
          request.id(), request.fingerprint(), request.code(), request.userId());
    }
  }

  /** Why no decision is possible. */
  public enum Defect {
    /** Over the size that a request may have. */
    TOO_LARGE,
    /** No value. */
    EMPTY,
    /** Not in the encoding, cut short, or beyond the decoder's limits. */
    UNDECODABLE,
    /** Written with a schema that this release lacks. */
    UNKNOWN_SCHEMA,
    /** Decoded, but no request that can be. */
    IMPOSSIBLE_CONTENT,
    /** The record's key is not the code inside. */
    KEY_MISMATCH,
    /** On another partition than its key's. */
    WRONG_PARTITION,
    /** The database refused this one request's content. */
    REJECTED_BY_LEDGER
  }

  /** The request's id; null if it could not be read. */
  public @Nullable UUID requestId() {
    return readable == null ? null : readable.requestId();
  }

  /** A request whose content the database refused. */
  public static Undecidable rejected(Request request, String detail) {
    return new Undecidable(
        request.source(), Defect.REJECTED_BY_LEDGER, detail, ReadablePart.of(request));
  }
}

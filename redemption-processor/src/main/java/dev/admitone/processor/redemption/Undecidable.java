package dev.admitone.processor.redemption;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that no decision is possible about: it goes to the dead-letter topic.
 *
 * @param detail what exactly is wrong, without anything of the content
 * @param requestId the request's id where it could be read: whoever waits for it is told
 * @param request the request, where it could be read whole
 */
public record Undecidable(
    SourceRecord source,
    Defect defect,
    String detail,
    @Nullable UUID requestId,
    @Nullable Request request)
    implements Delivery {

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

  /** A request whose content the database refused. */
  public static Undecidable rejected(Request request, String detail) {
    return new Undecidable(
        request.source(), Defect.REJECTED_BY_LEDGER, detail, request.id(), request);
  }
}

package dev.admitone.schemas.codec;

import dev.admitone.schemas.avro.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/** Bytes that are no record of the expected type. */
public final class UndecodableRecordException extends Exception {

  private final DeadLetterReason reason;

  /** Made with the reason that the dead-letter topic tells and a message in words. */
  public UndecodableRecordException(
      DeadLetterReason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What is wrong, as it is told in the dead-letter topic. */
  public DeadLetterReason reason() {
    return reason;
  }
}

package dev.admitone.processor.redemption;

/** The database refuses the content of a request of the batch, today and tomorrow. */
public final class ContentRejectedException extends RuntimeException {

  /** The message must not contain anything of the content. */
  public ContentRejectedException(String message, Throwable cause) {
    super(message, cause);
  }
}

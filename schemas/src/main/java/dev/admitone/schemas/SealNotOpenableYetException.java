package dev.admitone.schemas;

/**
 * What is missing to open a seal may still come: its key, or the release that knows its content.
 * Says nothing of the content.
 */
public final class SealNotOpenableYetException extends RuntimeException {

  private SealNotOpenableYetException(String message) {
    super(message);
  }

  static SealNotOpenableYetException unknownKey(int keyId) {
    return new SealNotOpenableYetException(
        "a signup is sealed with key %d, which is not among the enabled keys of the seal's keyset: add it, and start again"
            .formatted(Integer.toUnsignedLong(keyId)));
  }

  static SealNotOpenableYetException unknownSchema() {
    return new SealNotOpenableYetException(
        "a signup's profile is of a version that this release does not know: a newer release reads it");
  }
}

package dev.admitone.schemas.signup;

/**
 * The key that a seal names is not in the keyset. The seal opens once an operator has added it. The
 * message contains nothing of the sealed content.
 */
public final class SealingKeyMissingException extends RuntimeException {

  SealingKeyMissingException(int keyId) {
    super(
        "a signup is sealed with key %d, which is not among the enabled keys of the seal's keyset: add it, and start again"
            .formatted(Integer.toUnsignedLong(keyId)));
  }
}

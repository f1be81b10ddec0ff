package dev.admitone.schemas.signup;

/**
 * A seal contains a profile of a schema version that this release does not have. A newer release
 * reads it. The message contains nothing of the sealed content.
 */
public final class UnknownProfileVersionException extends RuntimeException {

  UnknownProfileVersionException() {
    super(
        "a signup's profile is of a version that this release does not know: a newer release reads it");
  }
}

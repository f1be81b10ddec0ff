package dev.admitone.gateway.http;

/**
 * Who calls.
 *
 * @param subject what a key of idempotency belongs to, and who is named as an invite's creator
 */
record Caller(String subject) {

  /** Nobody is asked who they are, so all share one name and one space of keys. */
  static final Caller ANONYMOUS = new Caller("anonymous");
}

package dev.admitone.ops.security;

/** What tokens may permit, as the gateway calls it. */
final class Scopes {

  /** Lets an operator look at everything that the console shows. */
  static final String READ = "invites:read";

  /** Lets an operator change it; contains {@link #READ}. */
  static final String CHANGE = "invites:admin";

  private Scopes() {}
}

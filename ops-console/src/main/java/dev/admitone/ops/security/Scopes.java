package dev.admitone.ops.security;

/** What tokens may permit, as the gateway calls it. */
public final class Scopes {

  /** Lets an operator look at everything that the console shows. */
  public static final String READ = "invites:read";

  /** Lets an operator change it; contains {@link #READ}. */
  public static final String CHANGE = "invites:admin";

  private Scopes() {}
}

package dev.admitone.gateway.invites;

/** The invites topic was not read up to its end yet, or is no longer read. */
public final class InvitesNotReadyException extends Exception {

  InvitesNotReadyException(String message) {
    super(message);
  }
}

package dev.admitone.gateway.invites;

/** Whether there is such an invite is not known: not all of them are read, or kept. */
public final class InvitesNotReadyException extends Exception {

  InvitesNotReadyException(String message) {
    super(message);
  }
}

package dev.admitone.gateway.web;

/** Names in log events. */
public final class Logs {

  /** The id of the request that a call is about. */
  public static final String REQUEST_ID = "requestId";

  private Logs() {}
}

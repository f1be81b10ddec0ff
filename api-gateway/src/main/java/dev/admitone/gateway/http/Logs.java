package dev.admitone.gateway.http;

/** Names in log events. */
final class Logs {

  /** The id of the request that a call is about. */
  static final String REQUEST_ID = "requestId";

  private Logs() {}
}

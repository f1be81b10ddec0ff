package dev.admitone.gateway.web;

/** Names of the key-value pairs of loggers' events. */
public final class LoggerKeys {

  /** The id of the request that a call is about. */
  public static final String REQUEST_ID = "requestId";

  private LoggerKeys() {}
}

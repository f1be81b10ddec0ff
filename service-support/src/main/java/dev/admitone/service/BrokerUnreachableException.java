package dev.admitone.service;

/** The brokers did not do what the start needs in time: mostly, none responded. */
public final class BrokerUnreachableException extends RuntimeException {

  BrokerUnreachableException(String what, Throwable cause) {
    super(what, cause);
  }
}

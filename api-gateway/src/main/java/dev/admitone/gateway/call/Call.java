package dev.admitone.gateway.call;

import dev.admitone.gateway.security.Caller;
import jakarta.servlet.http.HttpServletRequest;

/** A call about a request. What its headers say is read once, when the call comes. */
public sealed interface Call permits ChangeCall, StatusCall {

  /** The caller that the token names. */
  Caller caller();

  /** What the caller prefers, as the header {@code Prefer} says. */
  Preference preference();

  /** The call as the server took it. */
  HttpServletRequest http();
}

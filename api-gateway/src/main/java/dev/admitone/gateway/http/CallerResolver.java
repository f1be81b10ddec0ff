package dev.admitone.gateway.http;

import jakarta.servlet.http.HttpServletRequest;

/** Tells who calls: the one place to change when callers say who they are. */
final class CallerResolver {

  Caller resolve(HttpServletRequest request) {
    return Caller.ANONYMOUS;
  }
}

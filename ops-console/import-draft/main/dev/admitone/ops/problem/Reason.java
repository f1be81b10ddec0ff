package dev.admitone.ops.problem;

import org.springframework.http.HttpStatus;

/**
 * Why a call did not get what it asked for: the status, a sentence for people, and whether it may
 * change, which means that the same call may get another response later without its caller doing
 * anything else.
 */
public enum Reason {
  // What is not there.
  UNKNOWN_CODE(HttpStatus.NOT_FOUND, "The ledger has no invite with this code", true),

  // What the console cannot do now.
  LEDGER_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The console cannot read the ledger now; its health says why",
      true),
  LEDGER_TOO_SLOW(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The database did not respond in the time that the console allows; ask for less, or again",
      true),
  KEYS_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The console cannot get the keys that tokens are verified with; try again",
      true),

  // What is wrong with the call.
  INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is malformed", false),
  TOKEN_MISSING(
      HttpStatus.UNAUTHORIZED,
      "This call needs a token; sign in, and send it with the call",
      false),
  TOKEN_INVALID(
      HttpStatus.UNAUTHORIZED,
      "This token is not valid here, or not any longer; sign in again",
      false),
  SCOPE_MISSING(HttpStatus.FORBIDDEN, "This call needs a token with more rights", false),
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this path", false),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED, "This path does not take this method; see Allow", false),
  NOT_ACCEPTABLE(
      HttpStatus.NOT_ACCEPTABLE, "The call does not take the media type of its response", false),
  INTERNAL_ERROR(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "Something went wrong in the console; its log says what",
      true);

  private final HttpStatus status;
  private final String sentence;
  private final boolean mayChange;

  Reason(HttpStatus status, String sentence, boolean mayChange) {
    this.status = status;
    this.sentence = sentence;
    this.mayChange = mayChange;
  }

  HttpStatus status() {
    return status;
  }

  String sentence() {
    return sentence;
  }

  boolean mayChange() {
    return mayChange;
  }
}

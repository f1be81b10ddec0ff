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
  UNKNOWN_REVOCATION(HttpStatus.NOT_FOUND, "The console has no such set of codes", false),
  UNKNOWN_TOPIC(HttpStatus.NOT_FOUND, "There is no such topic", true),
  UNKNOWN_RECORD(HttpStatus.NOT_FOUND, "The topic has no record at this position", true),
  UNKNOWN_SESSION(
      HttpStatus.NOT_FOUND, "No session of the database with this id blocks others now", true),
  UNKNOWN_SET(HttpStatus.NOT_FOUND, "The console has no such set of dead letters", false),

  // Why a change was not made.
  CODE_EXISTS(HttpStatus.CONFLICT, "An invite with this code exists already", false),
  USE_NOT_FOUND(HttpStatus.NOT_FOUND, "This code has no such use", true),
  ALREADY_RELEASED(HttpStatus.CONFLICT, "This use has already been released", false),
  WRITE_VERSION_TOO_LOW(
      HttpStatus.CONFLICT,
      "This deployment writes version 1 of its schemas, which lacks this command; set"
          + " admit-one.write-version to 2 on all services once each of them reads it",
      true),
  ALREADY_CONFIRMED(
      HttpStatus.CONFLICT, "Another operator has confirmed this set of codes already", false),
  NUMBER_DIFFERS(
      HttpStatus.CONFLICT,
      "The set has another number of codes than the call confirms; look at it again",
      false),
  SET_EXPIRED(
      HttpStatus.CONFLICT,
      "This set of codes is not complete, or older than a day; make a new one",
      false),
  SET_CONFIRMED(HttpStatus.CONFLICT, "This set of dead letters has already been confirmed", false),
  SET_UNCONFIRMED(
      HttpStatus.CONFLICT, "This set of dead letters has not been confirmed yet", false),
  SET_BUSY(HttpStatus.CONFLICT, "This set of dead letters is being carried out now", true),
  ERASURE_NOT_SET_UP(
      HttpStatus.CONFLICT,
      "Users can be erased once admit-one.erasure.keyset-file is set for the processor and the"
          + " console, and admit-one.write-version is 2",
      false),
  SESSION_NOT_ENDED(
      HttpStatus.CONFLICT,
      "The owner of the ledger's tables may not end this session; grant it pg_signal_backend, or"
          + " have the session's own role end it",
      false),
  COUNT_DIFFERS(
      HttpStatus.CONFLICT,
      "The set has another number of dead letters than the call confirms; look at it again",
      false),

  // What the console cannot do now.
  LOG_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE, "The console cannot read the log now; try again", true),
  LEDGER_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The console cannot read the ledger now; its health says why",
      true),
  LEDGER_TOO_SLOW(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The database did not respond in the time that the console allows; ask for less, or again",
      true),
  KEPT_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The console cannot reach its own tables now; its health says why",
      true),
  NOT_ACKNOWLEDGED(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The log is not known to have taken the request; send the call again with its"
          + " Idempotency-Key",
      true),
  IMPORTS_BUSY(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The console reads as many files as it does simultaneously; try again",
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

  public HttpStatus status() {
    return status;
  }

  public String sentence() {
    return sentence;
  }

  boolean mayChange() {
    return mayChange;
  }
}

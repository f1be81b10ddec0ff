package dev.admitone.gateway.problem;

import dev.admitone.gateway.web.BodyLimit;
import dev.admitone.schemas.avro.RefusalReason;
import org.springframework.http.HttpStatus;

/**
 * Why a call did not get what it asked for: the status, a sentence for people, and whether it may
 * change, which means that the same call under a new request id may get another response later
 * without its caller doing anything else.
 */
public enum Reason {
  // Refusals, in their order of precedence.
  REQUEST_ID_REUSED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "This Idempotency-Key was used for another request; choose a new one",
      false),
  UNKNOWN_CODE(HttpStatus.NOT_FOUND, "This invite code does not exist", true),
  ALREADY_USED(HttpStatus.CONFLICT, "You have already used this invite code", false),
  REVOKED(HttpStatus.GONE, "This invite code was revoked", true),
  NOT_YET_VALID(HttpStatus.CONFLICT, "This invite code is not valid yet", true),
  EXPIRED(HttpStatus.GONE, "This invite code has expired", true),
  EXHAUSTED(HttpStatus.CONFLICT, "This invite code has no uses left", true),
  USERNAME_TAKEN(HttpStatus.CONFLICT, "This username is taken; choose another one", false),
  EMAIL_TAKEN(HttpStatus.CONFLICT, "This e-mail address belongs to an account already", false),
  PHONE_TAKEN(
      HttpStatus.CONFLICT,
      "You have an account already, or this phone number belongs to one",
      false),
  CODE_EXISTS(HttpStatus.CONFLICT, "An invite with this code exists already", false),
  USE_NOT_FOUND(HttpStatus.NOT_FOUND, "This code has no such use", true),
  ALREADY_RELEASED(HttpStatus.CONFLICT, "This use has already been released", false),
  UNRECOGNIZED(
      HttpStatus.CONFLICT,
      "The request was refused for a reason that this gateway does not know yet",
      true),

  // What the log made of it.
  DEAD_LETTERED(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "The request could not be decided and was set aside for the operators",
      true),
  UNRECOGNIZED_OUTCOME(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "The request was decided in a way that this gateway does not know yet; ask another one",
      true),
  UNKNOWN_REQUEST(
      HttpStatus.NOT_FOUND,
      "This request is not known here. That is no proof that it is lost: send it again with its"
          + " Idempotency-Key",
      true),
  NOT_ACKNOWLEDGED(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The request is not known to be accepted; send it again with its Idempotency-Key",
      true),
  OVERLOADED(
      HttpStatus.SERVICE_UNAVAILABLE,
      "This gateway is busy with as many calls as it takes at once; try again",
      true),
  TOO_MANY_CALLS(
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many calls in too short a time; try again after as many seconds as Retry-After says",
      true),
  NOT_READY(
      HttpStatus.SERVICE_UNAVAILABLE, "This gateway has not read the invites yet; try again", true),

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
  KEYS_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "This gateway cannot get the keys that tokens are verified with; try again",
      true),
  OTHER_USER(HttpStatus.FORBIDDEN, "This token acts for its own user alone", false),
  OTHER_PHONE(
      HttpStatus.FORBIDDEN, "This phone number is not the one that this token has verified", false),
  SCOPE_MISSING(HttpStatus.FORBIDDEN, "This call needs a token with more rights", false),
  CROSS_SITE_CALL(
      HttpStatus.FORBIDDEN,
      "Pages of other sites may not call with the session's cookie; see the settings for CORS",
      false),
  ORIGIN_NOT_ALLOWED(
      HttpStatus.FORBIDDEN,
      "Web pages of this origin, or with this method or these headers, may not call this gateway",
      false),
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this path", false),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED, "This path does not take this method; see Allow", false),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Answers are application/json", false),
  BODY_TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "The body must not be longer than %d bytes, or %d bytes with many redemptions"
          .formatted(BodyLimit.BYTES_MAX, BodyLimit.BULK_BYTES_MAX),
      false),
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json", false),
  INTERNAL_ERROR(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "Something went wrong here; send the request again with its Idempotency-Key",
      true);

  private final HttpStatus status;
  private final String sentence;
  private final boolean mayChange;

  Reason(HttpStatus status, String sentence, boolean mayChange) {
    this.status = status;
    this.sentence = sentence;
    this.mayChange = mayChange;
  }

  public static Reason of(RefusalReason refusal) {
    return valueOf(refusal.name());
  }

  public HttpStatus status() {
    return status;
  }

  public String sentence() {
    return sentence;
  }

  public boolean mayChange() {
    return mayChange;
  }
}

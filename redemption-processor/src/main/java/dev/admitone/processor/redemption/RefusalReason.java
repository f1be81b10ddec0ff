package dev.admitone.processor.redemption;

/**
 * Why a request is refused, in order of precedence: where several reasons apply, the first is
 * given. Each is justified by the state at the request's offset.
 *
 * <p>An id that comes again with other content is not among them: {@link Decision.RequestIdReused}
 * comes before all and is a result, not a decision.
 */
public enum RefusalReason implements Outcome {
  /** There is no such code. It may be created later. */
  UNKNOWN_CODE,
  /** The user has a use of this code; for a signup: and a profile. A use may be given back. */
  ALREADY_USED,
  /** An operator revoked the code; an operator may take that back. */
  REVOKED,
  /** The code becomes valid later. */
  NOT_YET_VALID,
  /** The code was valid until a time that has passed; an operator may move it. */
  EXPIRED,
  /** All uses are taken. One may be given back, or the limit raised. */
  EXHAUSTED,
  /** Another profile has the user name, in any case. */
  USERNAME_TAKEN,
  /** Another profile has the e-mail address, in any case. */
  EMAIL_TAKEN,
  /** A profile has the phone number, or the user has a profile already. */
  PHONE_TAKEN,
  /** The code to create exists. */
  CODE_EXISTS,
  /** There is no such use of this code to give back. */
  USE_NOT_FOUND,
  /** The use was given back before. */
  ALREADY_RELEASED
}

package dev.admitone.ops.imports;

/** Why a line of a file makes no invite. */
public enum BadReason {
  /** It has more characters than a line may have. */
  TOO_LONG,
  /** Its quotes are not as in CSV, or it has another number of fields than the first line. */
  NOT_CSV,
  /** It is not a JSON object, or has a member that is unknown, there twice, or of another type. */
  NOT_JSON,
  /** It has no code, or something else in its place. */
  CODE,
  /** {@code maxUses} is not a whole number from 0 on. */
  MAX_USES,
  /** {@code startsAt} is not a time. */
  STARTS_AT,
  /** {@code expiresAt} is not a time. */
  EXPIRES_AT,
  /** The validity ends before it begins. */
  PERIOD,
  /** An earlier line has the same code. */
  DUPLICATE,
  /** The file has more codes than one import takes. */
  TOO_MANY,
  /** The ledger has an invite with this code, which this import has not made. */
  CODE_EXISTS,
  /** The request is in the log and was not decided in time: send the file again. */
  NOT_DECIDED,
  /** The log did not take the request: send the file again. */
  NOT_SENT
}

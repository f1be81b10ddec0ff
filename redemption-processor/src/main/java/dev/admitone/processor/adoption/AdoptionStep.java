package dev.admitone.processor.adoption;

/** How far an adoption has come. Stored: the names stay. */
public enum AdoptionStep {
  /** The tables of the copy and the trigger on the old uses are made. */
  PREPARE,
  /** Uses are copied. */
  COPY,
  /** What changed since is brought after, then views get the old names. */
  SWITCH,
  /** Codes are noted for the invites topic. */
  NOTE,
  /** Adopted. Codes that were held back may still be decided. */
  DONE,
  /** The old names are tables again. */
  TAKEN_BACK
}

package dev.admitone.ops.drift;

/** What does not agree; the names are also those of the calls. */
enum DriftKind {
  /** {@code current_uses} is not the number of the code's rows. */
  COUNT,

  /** A use that the processor did not grant, and SQL did not make as SQL does. */
  USE_WITHOUT_DECISION,

  /**
   * A redemption that was granted, of which there is neither a use nor a release. Looked for by
   * code and user: a signup may take a use that its user had before, which has another id.
   */
  DECISION_WITHOUT_USE,

  /** A use that is still there, though it was given back. */
  RELEASED_USE,

  /** A use that was given back without a request. */
  RELEASE_WITHOUT_DECISION,

  /** A profile whose use is neither there nor given back. */
  PROFILE_WITHOUT_USE,

  /** A result that was published says something else than the decision about its request. */
  RESULT_DIFFERS,

  /** A decision whose result was not published, though results of later requests were. */
  RESULT_MISSING
}

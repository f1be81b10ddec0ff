package dev.admitone.processor.redemption;

/**
 * What is to become of one request, given the state at its offset. A value: nothing is done yet.
 */
public sealed interface Decision {

  /** The user gets a use. */
  record Redeemed(Use use) implements Decision {}

  /**
   * The user gets a profile, with a use.
   *
   * @param use the use that the user has or gets
   * @param isNewUse whether the user gets it now
   */
  record SignedUp(Use use, boolean isNewUse, Profile profile) implements Decision {}

  /** The invite comes into being. */
  record Created(Invite invite) implements Decision {}

  /** The invite becomes what is given. */
  record Changed(Invite invite) implements Decision {}

  /** The use is given back. */
  record Released(Release release) implements Decision {}

  /** The invite counts the uses that there are; nothing changes where it does already. */
  record Repaired(CountRepair repair) implements Decision {}

  /** A user's pseudonym stands for the user id from now on. */
  record Erased(Erasure erasure) implements Decision {}

  /** Nothing changes, for a reason. */
  record Refused(RefusalReason reason) implements Decision {}

  /** The request was decided before: nothing changes, the decision is the same. */
  record Repeated(LedgerEntry first) implements Decision {}

  /** Another request was decided under this id: nothing changes, and this one is never decided. */
  record RequestIdReused() implements Decision {}

  /** Nothing changes and no call waits: the snapshot is published again. */
  record Refreshed() implements Decision {}

  /** A gateway asked for an earlier decision: nothing changes. */
  record Recalled(LedgerEntry first) implements Decision {}

  /** A gateway asked, and there is no decision about the id yet: nothing changes. */
  record NotDecided(Command.Ask ask) implements Decision {}
}

package dev.admitone.ops.pages;

import dev.admitone.ops.erasures.Erasure;
import dev.admitone.ops.html.Frame;

/**
 * What the erasure of a user would do, and the form that has it done.
 *
 * @param erasure of a dry run
 * @param pending whether requests were just sent, not all of which are known to be decided
 */
public record ErasurePage(Frame frame, String userId, Erasure erasure, boolean pending) {

  /** Whether the ledger knows anything of the user. */
  public boolean isAnythingKnown() {
    return erasure.hasProfile() || !erasure.codes().isEmpty();
  }
}

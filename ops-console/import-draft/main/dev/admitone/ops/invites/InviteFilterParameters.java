package dev.admitone.ops.invites;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.web.Parameters;
import org.jspecify.annotations.Nullable;

/** The parameters of calls that list invites, as they came. */
record InviteFilterParameters(
    @Nullable String state,
    @Nullable String prefix,
    @Nullable String createdBy,
    @Nullable String createdFrom,
    @Nullable String createdTo,
    @Nullable String expiresFrom,
    @Nullable String expiresTo) {

  /**
   * Reads them.
   *
   * @throws RefusedCallException if one is not what it has to be
   */
  InviteFilter read() {
    return new InviteFilter(
        Parameters.word("state", state, InviteState.class),
        Parameters.codePrefix(prefix),
        Parameters.createdBy(createdBy),
        Parameters.time("createdFrom", createdFrom),
        Parameters.time("createdTo", createdTo),
        Parameters.time("expiresFrom", expiresFrom),
        Parameters.time("expiresTo", expiresTo));
  }
}

package dev.admitone.ops.invites;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.web.Parameters;
import org.jspecify.annotations.Nullable;

/** The parameters of calls that list invites, as they came. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InviteFilterParameters(
    @Nullable String state,
    @Nullable String prefix,
    @Nullable String createdBy,
    @Nullable String createdFrom,
    @Nullable String createdTo,
    @Nullable String expiresFrom,
    @Nullable String expiresTo) {

  /** Those of the filter, each in its canonical form. */
  public static InviteFilterParameters of(InviteFilter filter) {
    return new InviteFilterParameters(
        text(filter.state()),
        filter.codePrefix(),
        filter.createdBy(),
        text(filter.createdFrom()),
        text(filter.createdTo()),
        text(filter.expiresFrom()),
        text(filter.expiresTo()));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /**
   * Reads them.
   *
   * @throws RefusedCallException if one is not what it has to be
   */
  public InviteFilter read() {
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

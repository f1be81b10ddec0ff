package dev.admitone.ops.audit;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.web.Parameters;
import org.jspecify.annotations.Nullable;

/** The parameters of calls that list changes, as they came. */
public record AuditFilterParameters(
    @Nullable String operator, @Nullable String action, @Nullable String target) {

  /** Longer than any code, key or id. */
  private static final int TARGET_LENGTH_MAX = 300;

  /**
   * Reads them.
   *
   * @throws RefusedCallException if one is not what it has to be
   */
  public AuditFilter read() {
    return new AuditFilter(
        operator == null ? null : Parameters.subject("operator", operator),
        Parameters.word("action", action, AuditAction.class),
        target == null ? null : Parameters.text("target", target, TARGET_LENGTH_MAX));
  }
}

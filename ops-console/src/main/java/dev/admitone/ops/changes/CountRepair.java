package dev.admitone.ops.changes;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.invites.Invite;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What counting the uses of an invite again comes to.
 *
 * @param currentUses what the invite counted before
 * @param countedUses how many uses there were when the console looked
 * @param dryRun whether nothing was sent
 * @param requestId of the request that repairs the count; null: it is a dry run
 * @param invite as the repair left it, or a later one; null: it is a dry run, or the repair was not
 *     decided in time, and will be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CountRepair(
    String code,
    long currentUses,
    long countedUses,
    boolean dryRun,
    @Nullable UUID requestId,
    @Nullable Invite invite) {

  /** Whether the count is the number of uses. */
  public boolean agrees() {
    return currentUses == countedUses;
  }
}

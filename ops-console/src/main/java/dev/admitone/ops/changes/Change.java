package dev.admitone.ops.changes;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.invites.Invite;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that was sent.
 *
 * @param requestId of the request that makes it
 * @param invite as the change left it, or a later one; null: the change was not decided in time,
 *     and will be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(UUID requestId, @Nullable Invite invite) {}

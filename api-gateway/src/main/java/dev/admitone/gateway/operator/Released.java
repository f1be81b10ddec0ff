package dev.admitone.gateway.operator;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.operator.InviteBodies.FullInvite;
import java.time.Instant;
import java.util.UUID;

/** What releasing a use gives; the request id is that of the release itself. */
public record Released(
    UUID requestId,
    String status,
    UUID useId,
    String code,
    Instant decidedAt,
    LogPosition position,
    FullInvite invite) {}

package dev.admitone.ops.audit;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change that an operator asks for.
 *
 * @param operator the subject of the operator's token
 * @param target what is changed, such as a code
 * @param reason what the operator says
 * @param oldValues what was there before, by its names; null: nothing
 * @param newValues what is to be there, by its names; null: nothing
 * @param requestIds of the requests that carry it out; empty where they are too many to name
 */
public record AskedChange(
    String operator,
    AuditAction action,
    String target,
    String reason,
    @Nullable JsonNode oldValues,
    @Nullable JsonNode newValues,
    List<UUID> requestIds) {}

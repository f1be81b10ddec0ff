package dev.admitone.ops.audit;

import org.jspecify.annotations.Nullable;

/**
 * Which changes a list has; null: any.
 *
 * @param operator the subject of the operator's token, to the letter
 * @param target what was changed, to the letter
 */
public record AuditFilter(
    @Nullable String operator, @Nullable AuditAction action, @Nullable String target) {}

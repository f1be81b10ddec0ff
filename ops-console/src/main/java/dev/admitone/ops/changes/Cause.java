package dev.admitone.ops.changes;

import dev.admitone.ops.security.Operator;
import java.util.Optional;

/**
 * The operator that changes something, and why.
 *
 * @param reason what the operator says
 * @param key the same for each try of the same change; empty: each call is a change of its own
 */
public record Cause(Operator operator, String reason, Optional<String> key) {}

package dev.admitone.gateway.operator;

import org.jspecify.annotations.Nullable;

/** What releasing a use takes. */
public record ReleaseBody(@Nullable String code, @Nullable String reason) {}

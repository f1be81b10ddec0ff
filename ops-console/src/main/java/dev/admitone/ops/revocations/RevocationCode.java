package dev.admitone.ops.revocations;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A code of a set.
 *
 * @param outcome what the ledger decided about its revocation; null: nothing yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RevocationCode(String code, @Nullable String outcome) {}

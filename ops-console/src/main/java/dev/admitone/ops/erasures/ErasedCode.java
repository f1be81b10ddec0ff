package dev.admitone.ops.erasures;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure does, or would do, about one code.
 *
 * @param uses that the user has of it
 * @param releases uses of it that the user gave back
 * @param refusals of the user's requests about it
 * @param requestId of the request that carries it out; null in a dry run
 * @param outcome what the ledger decided; null: nothing yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErasedCode(
    String code,
    long uses,
    long releases,
    long refusals,
    @Nullable UUID requestId,
    @Nullable String outcome) {

  static ErasedCode of(KnownCode known, @Nullable UUID requestId, @Nullable String outcome) {
    return new ErasedCode(
        known.code(), known.uses(), known.releases(), known.refusals(), requestId, outcome);
  }
}

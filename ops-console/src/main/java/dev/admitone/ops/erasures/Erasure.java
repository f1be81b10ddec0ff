package dev.admitone.ops.erasures;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The erasure of a user.
 *
 * @param dryRun whether nothing was sent
 * @param pseudonym what stands for the user afterwards
 * @param hasProfile whether the user had a profile before
 * @param codes that the ledger knew the user of; each has a request of its own
 */
public record Erasure(
    boolean dryRun, String pseudonym, boolean hasProfile, List<ErasedCode> codes) {

  /** Whether there is nothing more to wait for. */
  @JsonProperty("complete")
  public boolean isComplete() {
    return dryRun || codes.stream().allMatch(code -> code.outcome() != null);
  }
}

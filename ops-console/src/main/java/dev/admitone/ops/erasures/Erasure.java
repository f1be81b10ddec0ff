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
 * @param more whether the ledger knew the user of more codes, which this erasure leaves as they are
 */
public record Erasure(
    boolean dryRun, String pseudonym, boolean hasProfile, List<ErasedCode> codes, boolean more) {

  /** Whether there is nothing more to wait for, and nothing more to erase. */
  @JsonProperty("complete")
  public boolean isComplete() {
    return dryRun || (!more && codes.stream().allMatch(code -> code.outcome() != null));
  }
}

package dev.admitone.processor.adoption.inspection;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of an invite's code.
 *
 * @param code the canonical one; null: it is held back
 * @param heldBack why; null: it is not
 */
public record AdoptedCode(OldCode old, @Nullable String code, @Nullable FindingKind heldBack) {

  /** Whether it is adopted under another spelling. */
  public boolean isRespelled() {
    return code != null && !code.equals(old.spelling());
  }
}

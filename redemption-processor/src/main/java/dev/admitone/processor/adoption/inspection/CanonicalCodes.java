package dev.admitone.processor.adoption.inspection;

import dev.admitone.schemas.codes.InviteCodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which code each old spelling becomes: what the gateway makes of it, or what was decided. */
public final class CanonicalCodes {

  private final Map<String, String> decided;

  /** With the operator's decisions, by the old spelling. */
  public CanonicalCodes(Map<String, String> decided) {
    this.decided = decided;
  }

  /**
   * The codes. Of several that would become one code none does, so that the order in which they are
   * read decides nothing.
   *
   * @param taken codes that others have
   */
  public List<AdoptedCode> of(Collection<OldCode> invites, Set<String> taken) {
    Map<String, Integer> wishes = new HashMap<>();
    for (OldCode invite : invites) {
      wished(invite).ifPresent(code -> wishes.merge(code, 1, Integer::sum));
    }
    List<AdoptedCode> adopted = new ArrayList<>(invites.size());
    for (OldCode invite : invites) {
      String code = wished(invite).orElse(null);
      FindingKind heldBack = null;
      if (invite.hasLimitBelowZero()) {
        heldBack = FindingKind.NEGATIVE_LIMIT;
      } else if (code == null) {
        heldBack = FindingKind.NO_CANONICAL_FORM;
      } else if (wishes.getOrDefault(code, 0) > 1 || taken.contains(code)) {
        heldBack = FindingKind.COLLISION;
      }
      adopted.add(new AdoptedCode(invite, heldBack == null ? code : null, heldBack));
    }
    return adopted;
  }

  private Optional<String> wished(OldCode invite) {
    @Nullable String spelling = invite.spelling();
    if (spelling == null) {
      return Optional.empty();
    }
    String chosen = decided.get(spelling);
    return InviteCodes.canonical(chosen == null ? spelling : chosen);
  }
}

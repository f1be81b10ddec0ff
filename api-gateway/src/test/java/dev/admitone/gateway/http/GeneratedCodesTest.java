package dev.admitone.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.InviteCodes;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeneratedCodesTest {

  private final Caller caller = new Caller("ann");
  private final GeneratedCodes codes = new GeneratedCodes("a secret of a gateway");

  @Test
  void codesAreCanonicalWithoutLookAlikes() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(codes.random()).matches("[^01OILUV]{12}").matches(InviteCodes::isCanonical);
      assertThat(codes.derived(caller, "key", String.valueOf(i)))
          .matches("[^01OILUV]{12}")
          .matches(InviteCodes::isCanonical);
    }
  }

  @Test
  void aKeyGivesTheSameCodesOnEveryGateway() {
    assertThat(new GeneratedCodes("a secret of a gateway").derived(caller, "key", "3"))
        .isEqualTo(codes.derived(caller, "key", "3"));
  }

  @Test
  void secretCallerKeyCountAndIndexEachMakeAnotherCode() {
    Set<String> all = new HashSet<>();
    all.add(codes.derived(caller, "key", "0"));
    all.add(codes.derived(caller, "key", "1"));
    all.add(codes.derived(caller, "key2", "0"));
    all.add(codes.derived(caller, "key", "5", "0"));
    all.add(codes.derived(caller, "key", "6", "0"));
    all.add(codes.derived(caller, "key", "6", "1"));
    all.add(codes.derived(new Caller("bob"), "key", "0"));
    all.add(new GeneratedCodes("another secret here").derived(caller, "key", "0"));
    all.add(codes.random());
    assertThat(all).hasSize(9);
  }
}

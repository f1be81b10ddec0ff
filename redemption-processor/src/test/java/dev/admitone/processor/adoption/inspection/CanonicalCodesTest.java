package dev.admitone.processor.adoption.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalCodesTest {

  @Test
  void eachSpellingGetsItsCanonicalCode() {
    assertThat(codes(Map.of(), Set.of(), "KTEST1", " ktest-2", "so nice"))
        .containsExactly("KTEST1", "KTEST-2", "SONICE");
  }

  @Test
  void ofTwoThatWouldBecomeOneNoneDoesInWhateverOrderTheyCome() {
    assertThat(codes(Map.of(), Set.of(), "KTEST1", "ktest1", "OTHER"))
        .containsExactly("COLLISION", "COLLISION", "OTHER");
  }

  @Test
  void aDecisionSettlesBoth() {
    assertThat(codes(Map.of("ktest1", "KTEST1-B"), Set.of(), "KTEST1", "ktest1"))
        .containsExactly("KTEST1", "KTEST1-B");
  }

  @Test
  void aCodeThatIsTakenAndOneThatIsNoneAreHeldBack() {
    assertThat(codes(Map.of(), Set.of("KTEST1"), "ktest1", "!!", "ab"))
        .containsExactly("COLLISION", "NO_CANONICAL_FORM", "NO_CANONICAL_FORM");
  }

  private static List<String> codes(
      Map<String, String> decided, Set<String> taken, String... spellings) {
    List<OldCode> old = new ArrayList<>();
    for (String spelling : spellings) {
      old.add(new OldCode(String.valueOf(old.size()), spelling, false));
    }
    List<String> codes = new ArrayList<>();
    for (AdoptedCode code : new CanonicalCodes(decided).of(old, taken)) {
      @Nullable String canonical = code.code();
      codes.add(canonical == null ? String.valueOf(code.heldBack()) : canonical);
    }
    return codes;
  }
}

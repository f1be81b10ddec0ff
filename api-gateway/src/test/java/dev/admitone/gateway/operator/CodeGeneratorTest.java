package dev.admitone.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.security.Caller;
import dev.admitone.schemas.codes.InviteCodes;
import java.util.HashSet;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeGeneratorTest {

  private final Caller caller = new Caller("ann");
  private final CodeGenerator codes = new CodeGenerator("a secret of a gateway");

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
    assertThat(new CodeGenerator("a secret of a gateway").derived(caller, "key", "3"))
        .isEqualTo(codes.derived(caller, "key", "3"));
  }

  @ParameterizedTest
  @CsvSource({
    "key-2452984, 724E62363756",
    "key-3194121, 678323347367",
    "key-3329725, 9283E6945625",
    "key-5810882, 944E29768998"
  })
  void aKeyWhoseCodeASpreadsheetWouldTakeForANumberGivesAnother(String key, String number) {
    assertThat(CodeGenerator.isMisread(number)).isTrue();
    String code = codes.derived(caller, key, "0");
    assertThat(code).isNotEqualTo(number).hasSize(12);
    assertThat(CodeGenerator.isMisread(code)).isFalse();
    assertThat(codes.derived(caller, key, "0")).isEqualTo(code);
  }

  @Test
  void noRandomCodeIsTakenForANumberOrADate() {
    String misread = "222222222222" + "219E36666666" + "22D222222222" + "DECEMBER2222";
    String alphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";
    PrimitiveIterator.OfInt next =
        (misread + "KTEST2KTEST2")
            .chars()
            .map(each -> Math.max(0, alphabet.indexOf(each)))
            .iterator();
    RandomGenerator scripted =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int nextInt(int bound) {
            return next.nextInt();
          }
        };
    assertThat(new CodeGenerator("a secret", scripted).random()).isEqualTo("KTEST2KTEST2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2E2A2222AAAA", "E22222222222", "22222222222E", "2E22E2222222", "ABCDEFGHJKMN"})
  void whatASpreadsheetReadsAsTextIsLeftAlone(String code) {
    assertThat(CodeGenerator.isMisread(code)).isFalse();
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
    all.add(new CodeGenerator("another secret here").derived(caller, "key", "0"));
    all.add(codes.random());
    assertThat(all).hasSize(9);
  }
}

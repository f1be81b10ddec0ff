package dev.admitone.schemas.codes;

import static dev.admitone.schemas.codes.ContentLimits.CODE_LENGTH_MAX;
import static dev.admitone.schemas.codes.ContentLimits.CODE_LENGTH_MIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InviteCodesTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "KTEST1,KTEST1",
        "  ktest1 ,KTEST1",
        "ＫＴＥＳＴ１,KTEST1",
        "ﬁx_me-9,FIX_ME-9",
        "TEAM 9,TEAM9",
        "TEAM\u20139,TEAM-9",
        "team \u2014 9,TEAM-9",
        "TE\u200BAM9,TEAM9",
        "TE\u00ADAM9,TEAM9",
        "\u202ETEAM9\u202C,TEAM9",
        "T\u2060E\uFEFFA\uFE0FM\u034F9,TEAM9",
        "A\u2212B\u2011C\uFF0DD,A-B-C-D",
        "A B\tC\u3000F\u00A0G,ABCFG",
      })
  void whatAPersonTypedBecomesTheCanonicalCode(String typed, String canonical) {
    assertThat(InviteCodes.canonical(typed)).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "AB",
        "A B",
        "ABC\u0000",
        "КТЕСТ1",
        "ABC!",
        "ÄBC",
        "A\u0301BC",
        "ABC\uD83D\uDE00"
      })
  void whatIsNoCodeIsRefused(String typed) {
    assertThat(InviteCodes.canonical(typed)).isEmpty();
  }

  @Test
  void lineEndsAreWhiteSpace() {
    assertThat(InviteCodes.canonical("\r\nA\nB\u0085C\u2028D\n")).contains("ABCD");
  }

  @Test
  void aCodeThatExistsStaysWhatItIs() {
    String characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    SplittableRandom random = new SplittableRandom(14);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder code = new StringBuilder();
      int length = random.nextInt(CODE_LENGTH_MIN, CODE_LENGTH_MAX + 1);
      while (code.length() < length) {
        code.append(characters.charAt(random.nextInt(characters.length())));
      }
      assertThat(InviteCodes.canonical(code.toString())).contains(code.toString());
    }
  }

  @Test
  void whatWasACodeBeforeIsTheSameCodeNow() {
    for (int each = 0; each <= Character.MAX_CODE_POINT; each++) {
      for (String typed :
          List.of("AB" + Character.toString(each) + "9", Character.toString(each))) {
        String before =
            Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
        if (InviteCodes.isCanonical(before)) {
          assertThat(InviteCodes.canonical(typed)).contains(before);
        }
      }
    }
  }

  @Test
  void theLongestCodeHas64Characters() {
    assertThat(InviteCodes.canonical("A".repeat(64))).isPresent();
    assertThat(InviteCodes.canonical("A".repeat(65))).isEmpty();
    assertThat(InviteCodes.canonical("A".repeat(1_000_000))).isEmpty();
  }

  @Test
  void aCodeLiesWhereKafkasOwnPartitionerPutsIt() {
    for (String code : List.of("KTEST1", "HOT", "LAST1", "OLD1", "GONE1")) {
      byte[] key = code.getBytes(StandardCharsets.UTF_8);
      assertThat(InviteCodes.partition(code, 24))
          .isEqualTo(BuiltInPartitioner.partitionForKey(key, 24));
    }
  }
}

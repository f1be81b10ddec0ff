package dev.admitone.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
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
      })
  void whatAPersonTypedBecomesTheCanonicalCode(String typed, String canonical) {
    assertThat(InviteCodes.canonical(typed)).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "AB", "A B C", "ABC\u0000", "ABC\n1", "КТЕСТ1", "ABC!", "ÄBC"})
  void whatIsNoCodeIsRefused(String typed) {
    assertThat(InviteCodes.canonical(typed)).isEmpty();
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

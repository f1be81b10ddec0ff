package dev.admitone.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownMembersTest {

  private static final List<String> KNOWN =
      List.of("code", "count", "expiresAt", "maxUses", "startsAt");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max_uses  | max_uses is not known to this call; did you mean maxUses?
          maxuses   | maxuses is not known to this call; did you mean maxUses?
          MAX-USES  | MAX-USES is not known to this call; did you mean maxUses?
          maxUse    | maxUse is not known to this call; did you mean maxUses?
          expiresat | expiresat is not known to this call; did you mean expiresAt?
          expires   | expires is not known to this call; did you mean expiresAt?
          start     | start is not known to this call; did you mean startsAt?
          codes     | codes is not known to this call; did you mean code?
          somethingElse | somethingElse is not known to this call; it takes code, count, expiresAt, maxUses, startsAt
          <script>  | A member of the body is not known to this call; it takes code, count, expiresAt, maxUses, startsAt
          ''        | A member of the body is not known to this call; it takes code, count, expiresAt, maxUses, startsAt
          """)
  void theNearestKnownMemberIsNamed(String unknown, String sentence) {
    assertThat(UnknownMembers.sentence(unknown, KNOWN)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({"65", "5000"})
  void aLongNameIsNotRepeated(int length) {
    assertThat(UnknownMembers.sentence("x".repeat(length), KNOWN)).hasSizeLessThan(120);
  }
}

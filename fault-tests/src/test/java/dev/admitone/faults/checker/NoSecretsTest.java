package dev.admitone.faults.checker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.faults.history.Seen;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** P7. */
class NoSecretsTest {

  private static final String SECRET = "ada@example.com";

  @Test
  void textsWithoutTheSecretAreRight() {
    story("a sealed profile").assertKept();
  }

  @Test
  void aSecretAsItIsIsFound() {
    story("user ada@example.com signed up").assertBroken(Promise.P7, "as it is", "topic 0-1");
  }

  @Test
  void aSecretInOtherCaseIsFound() {
    story("ADA@EXAMPLE.COM").assertBroken(Promise.P7, "as it is", "topic 0-1");
  }

  @Test
  void aSecretInBase64IsFound() {
    String encoded = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
    story("x" + encoded).assertBroken(Promise.P7, "in Base64", "topic 0-1");
  }

  @Test
  void aSecretWithinALongerTextInBase64IsFound() {
    for (String before : List.of("", "x", "xy", "xyz")) {
      byte[] whole = (before + SECRET + " and more").getBytes(UTF_8);
      story(Base64.getEncoder().encodeToString(whole))
          .assertBroken(Promise.P7, "in Base64", "topic 0-1");
    }
  }

  @Test
  void aSecretInHexadecimalDigitsIsFound() {
    String encoded = HexFormat.of().withUpperCase().formatHex(SECRET.getBytes(UTF_8));
    story(encoded).assertBroken(Promise.P7, "in hexadecimal digits", "topic 0-1");
  }

  @Test
  void theReportDoesNotRepeatTheSecret() {
    assertThat(Checker.check(story(SECRET).history()))
        .extracting(Violation::inWords)
        .isNotEmpty()
        .noneMatch(text -> text.contains(SECRET));
  }

  private static Story story(String text) {
    Story story = Story.ofACode(3L);
    story.secrets.add(SECRET);
    story.texts.add(new Seen("topic 0-1", text));
    return story;
  }
}

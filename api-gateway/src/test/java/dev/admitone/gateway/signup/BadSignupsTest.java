package dev.admitone.gateway.signup;

import static dev.admitone.gateway.support.Signups.PATH;
import static dev.admitone.gateway.support.Signups.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.Records;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a signup must not hold, field by field, and what is data however it looks. */
@ExtendWith(OutputCaptureExtension.class)
@Tag("services")
@Tag("essential")
class BadSignupsTest {

  private static final String USERNAME =
      "username must have 3 to 30 characters, each of A-Z, a-z, 0-9, '.', '_' or '-'";

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          userId      |                       | userId is missing
          userId      | a\\u0000b             | userId must not contain control characters
          userId      | a\\r\\nb              | userId must not contain control characters
          inviteCode  |                       | inviteCode is missing
          inviteCode  | '; drop table invites | inviteCode must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          inviteCode  | <script>              | inviteCode must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          inviteCode  | A\\r\\nX              | inviteCode must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          inviteCode  | ABC\\u0000            | inviteCode must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          inviteCode  | 🦄🦄🦄                | inviteCode must have 3 to 64 characters, each of A-Z, 0-9, '-' or '_'
          email       |                       | email is missing
          email       | ``                    | email must have 1 to 254 characters
          email       | test                  | email must be an e-mail address, in ASCII
          email       | @example.com          | email must be an e-mail address, in ASCII
          email       | a@b                   | email must be an e-mail address, in ASCII
          email       | a@-b.co               | email must be an e-mail address, in ASCII
          email       | a b@c.co              | email must be an e-mail address, in ASCII
          email       | a@b.co'; drop table x | email must be an e-mail address, in ASCII
          email       | <b>@b.co              | email must be an e-mail address, in ASCII
          email       | a@b.co\\r\\nBcc: c@d.co | email must not contain control characters
          email       | a\\u0000@b.co         | email must not contain control characters
          email       | 🦄@b.co               | email must be an e-mail address, in ASCII
          username    |                       | username is missing
          username    | ab                    | `username must have 3 to 30 characters, each of A-Z, a-z, 0-9, '.', '_' or '-'`
          username    | ann or 1=1            | `username must have 3 to 30 characters, each of A-Z, a-z, 0-9, '.', '_' or '-'`
          username    | <i>ann</i>            | `username must have 3 to 30 characters, each of A-Z, a-z, 0-9, '.', '_' or '-'`
          username    | ann\\r\\nbob          | username must not contain control characters
          username    | ann\\u0000            | username must not contain control characters
          username    | аnn                   | `username must have 3 to 30 characters, each of A-Z, a-z, 0-9, '.', '_' or '-'`
          username    | ann🦄                 | `username must have 3 to 30 characters, each of A-Z, a-z, 0-9, '.', '_' or '-'`
          displayName |                       | displayName is missing
          displayName | `   `                 | displayName must have 1 to 100 characters
          displayName | Ann\\r\\nX            | displayName must not contain control characters
          displayName | Ann\\u0000            | displayName must not contain control characters
          phone       |                       | phone is missing
          phone       | 5555551234            | `phone must be a possible phone number in E.164, such as +15555551234`
          phone       | +1 555 555 1234       | `phone must be a possible phone number in E.164, such as +15555551234`
          phone       | +1                    | `phone must be a possible phone number in E.164, such as +15555551234`
          phone       | +155555512345678      | `phone must be a possible phone number in E.164, such as +15555551234`
          phone       | +1555555' or '1'='1   | `phone must be a possible phone number in E.164, such as +15555551234`
          phone       | <b>+15555551234</b>   | `phone must be a possible phone number in E.164, such as +15555551234`
          phone       | +1555555123🦄         | `phone must be a possible phone number in E.164, such as +15555551234`
          phone       | +٣٣٣٣٣٣٣٣٣٣           | `phone must be a possible phone number in E.164, such as +15555551234`
          phone       | +15555551234\\u0000   | phone must not contain control characters
          phone       | +15555551234\\r\\n    | phone must not contain control characters
          password    |                       | password is missing
          password    | 11characte!           | password must have 12 to 128 characters
          password    | 🦄🦄🦄🦄🦄🦄🦄🦄🦄🦄🦄      | password must have 12 to 128 characters
          password    | 1QAZ2wsx3edc          | password is among the most common ones; choose another
          password    | SecurePass\\u0000123! | password must not contain control characters
          password    | SecurePass\\r\\n123!  | password must not contain control characters
          """)
  void refusesWhatCannotBeAndRepeatsNothingOfIt(
      String field, @Nullable String value, String error, CapturedOutput output) {
    String sent =
        value == null
            ? null
            : value.replace("\\r", "\r").replace("\\n", "\n").replace("\\u0000", "\u0000");
    Reply reply = gateway.post(PATH, body(code, field, sent));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("reason")).isEqualTo("INVALID_REQUEST");
    assertThat(reply.field("error")).isEqualTo(error);
    assertThat(processor.receivedFor(code)).isEmpty();
    assertThat(output.getAll()).doesNotContain("test@example.com", "SecurePass");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Robert'); drop table profiles; --",
        "<script>alert(1)</script>",
        "🦄 Ünïcödé 名前",
        "a"
      })
  void aDisplayNameIsDataHoweverItLooks(String name) {
    assertThat(
            gateway.post(PATH, body(code, "displayName", name), "Prefer", "respond-async").status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x'; drop table profiles; --", "<script>alert(1)</script>", "🦄 Ünïcödé 名前 🦄🦄"})
  void soIsAUserAndSoIsAPassword(String text) {
    Reply reply =
        gateway.post(PATH, body(code, "userId", text, "password", text), "Prefer", "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(processor.await(code).request().getRedeem().getUserId()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"email, o'brien+x@example.co.uk", "phone, +442079460958", "username, A.b_c-9"})
  void unusualAndRightIsRight(String field, String value) {
    assertThat(gateway.post(PATH, body(code, field, value), "Prefer", "respond-async").status())
        .isEqualTo(202);
  }

  @Test
  void aFieldOfAnotherTypeIsNamed() {
    Reply reply = gateway.post(PATH, body(code).replace("\"SecurePass123!\"", "123456789012"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).isEqualTo("password must be a string");
  }

  @Test
  void aSurrogateWithoutItsPairIsNoCharacter() {
    Reply reply = gateway.post(PATH, body(code).replace("Test User", "Ann\\ud800"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).isEqualTo("displayName must not contain unpaired surrogates");
  }

  @Test
  void lengthsEndWhereTheyAreSaidTo() {
    String[] ok = {"Prefer", "respond-async"};
    assertThat(gateway.post(PATH, body(code, "password", "🦄".repeat(12)), ok).status())
        .isEqualTo(202);
    assertThat(gateway.post(PATH, body(code, "password", "x".repeat(128)), ok).status())
        .isEqualTo(202);
    assertThat(gateway.post(PATH, body(code, "password", "x".repeat(129)), ok).status())
        .isEqualTo(400);
    assertThat(gateway.post(PATH, body(code, "username", "x".repeat(30)), ok).status())
        .isEqualTo(202);
    assertThat(gateway.post(PATH, body(code, "username", "x".repeat(31)), ok).field("error"))
        .isEqualTo(USERNAME);
    assertThat(gateway.post(PATH, body(code, "displayName", "🦄".repeat(100)), ok).status())
        .isEqualTo(202);
    assertThat(gateway.post(PATH, body(code, "displayName", "x".repeat(101)), ok).status())
        .isEqualTo(400);
    String local = "x".repeat(65);
    assertThat(gateway.post(PATH, body(code, "email", local + "@b.co"), ok).status())
        .isEqualTo(400);
  }

  @Test
  void aPasswordOf64KilobytesIsRefusedBeforeItIsHashed() {
    long hashes = gateway.timerCount("admitone.signup.hash");
    Reply reply = gateway.post(PATH, body(code, "password", "x".repeat(64 * 1024)));
    assertThat(reply.status()).isEqualTo(413);
    assertThat(gateway.timerCount("admitone.signup.hash")).isEqualTo(hashes);
  }
}

package dev.admitone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.embedded.SharedServices;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What stops a start says in a few lines what to do about it. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

  @BeforeAll
  static void topicsExist() {
    Gateway.shared();
  }

  @Test
  void saysWhichTopicDiffers(CapturedOutput output) {
    assertThatThrownBy(() -> start("--admit-one.partitions=7"))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("topic redemption-results has partitions=24, but this service needs 7")
        .doesNotContain("\tat ");
  }

  @Test
  void saysThatNoBrokerAnswers(CapturedOutput output) {
    assertThatThrownBy(() -> Gateway.startOn("127.0.0.1:1").close())
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("No Kafka broker answers at [127.0.0.1:1].")
        .contains("spring.kafka.bootstrap-servers")
        .doesNotContain("\tat ");
  }

  @Test
  void saysThatTheSecretIsMissing(CapturedOutput output) {
    assertThatThrownBy(() -> start("--admit-one.gateway.code-secret="))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("admit-one.gateway.code-secret")
        .contains("must be set to a secret of at least 16 characters")
        .doesNotContain("\tat ");
  }

  @Test
  void saysThatAKeysetIsMissing(CapturedOutput output) {
    assertThatThrownBy(() -> start("--admit-one.seal.keyset="))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("admit-one.seal.keyset is missing: set admit-one.seal.keyset-file to a file")
        .contains("ADMITONE_SEAL_KEYSET")
        .doesNotContain("\tat ");
  }

  @Test
  void saysThatTheFingerprintsKeyIsMissing(CapturedOutput output) {
    assertThatThrownBy(() -> start("--admit-one.gateway.signup.fingerprint.keyset="))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("admit-one.gateway.signup.fingerprint.keyset is missing: set ")
        .contains("ADMITONE_GATEWAY_SIGNUP_FINGERPRINT_KEYSETFILE")
        .doesNotContain("\tat ");
  }

  @Test
  void doesNotRepeatAKeysetThatIsNone(CapturedOutput output) {
    assertThatThrownBy(() -> start("--admit-one.gateway.signup.fingerprint.keyset=sesame"))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("fingerprint.keyset cannot be used, it is no PRF keyset")
        .doesNotContain("sesame");
  }

  @Test
  void readsAKeysetFromAFileAndSaysWhichOneCannotBeRead(
      CapturedOutput output, @TempDir Path directory) throws Exception {
    Path file = directory.resolve("keyset.json");
    String setting = "--admit-one.seal.keyset-file=" + file;
    assertThatThrownBy(() -> start(setting, "--admit-one.seal.keyset="))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("admit-one.seal.keyset-file cannot be read")
        .contains("keyset.json");
    Files.writeString(file, Gateway.SEAL_KEYSET);
    start(setting, "--admit-one.seal.keyset=");
  }

  @Test
  void doesNotRepeatASecretThatIsTooShort(CapturedOutput output) {
    assertThatThrownBy(() -> start("--admit-one.gateway.code-secret=sesame"))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("admit-one.gateway.code-secret must have at least 16 characters")
        .doesNotContain("sesame")
        .doesNotContain("\tat ");
  }

  @Test
  void saysThatWaitsContradictEachOther(CapturedOutput output) {
    assertThatThrownBy(() -> start("--admit-one.gateway.max-wait=1s"))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("max-wait must not be shorter than admit-one.gateway.default-wait")
        .doesNotContain("\tat ");
  }

  private static void start(String... settings) {
    Gateway.startOn(SharedServices.kafka().bootstrapServers(), settings).close();
  }
}

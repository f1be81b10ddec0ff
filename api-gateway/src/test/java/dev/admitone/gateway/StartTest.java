package dev.admitone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.embedded.SharedServices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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

  private static void start(String setting) {
    Gateway.startOn(SharedServices.kafka().bootstrapServers(), setting).close();
  }
}

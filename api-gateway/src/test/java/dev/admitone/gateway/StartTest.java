package dev.admitone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.admitone.embedded.SharedServices;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.testsupport.TestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What stops a start says in a few lines what to do about it. */
@ExtendWith(OutputCaptureExtension.class)
@Tag("services")
@Tag("essential")
class StartTest {

  private static final String ISSUER = "--admit-one.gateway.tokens.issuer=" + Tokens.ISSUER;
  private static final String AUDIENCE = "--admit-one.gateway.tokens.audience=" + Tokens.AUDIENCE;

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
    assertThatThrownBy(() -> Gateway.startOn("127.0.0.1:1", "--admit-one.broker-wait=3s").close())
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("No Kafka broker responds at [127.0.0.1:1].")
        .contains("admit-one.broker-wait")
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

  @Test
  void saysWhichBoundLeavesNoPlaceForAnother(CapturedOutput output) {
    for (String setting :
        List.of(
            "--admit-one.gateway.max-asking-waiters=10000",
            "--admit-one.gateway.limits.max-asking-calls=2000",
            "--server.tomcat.max-connections=2000",
            "--admit-one.gateway.traces.trusted-callers=10.0.0.0/8,proxy")) {
      assertThatThrownBy(() -> start(setting)).as(setting).isInstanceOf(RuntimeException.class);
    }
    assertThat(output)
        .contains("it must not be above admit-one.gateway.limits.max-asking-calls, which is 1000")
        .contains(
            "max-asking-calls must be at least 1 and below max-calls-in-flight, which is 2000")
        .contains("it must be below server.tomcat.max-connections, which is 2000")
        .contains("trusted-callers must be networks such as 10.0.0.0/8, but one is proxy")
        .doesNotContain("\tat ");
  }

  @Test
  void saysThatResultsAreNotRememberedForAsLongAsSnapshotsAreOwed(CapturedOutput output) {
    String remembered = "--admit-one.gateway.results.retention=119s";
    assertThatThrownBy(() -> start(remembered, "--admit-one.write-version=2"))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("It must be at least twice admit-one.snapshot-interval, which is PT1M")
        .doesNotContain("\tat ");
    start(remembered);
    start(remembered, "--admit-one.write-version=2", "--admit-one.snapshot-interval=59500ms");
  }

  @Test
  void saysThatTheInvitesNeedMoreMemory(CapturedOutput output) {
    for (String size : List.of("3MB", "100TB")) {
      assertThatThrownBy(() -> start("--admit-one.gateway.invites.max-size=" + size))
          .isInstanceOf(RuntimeException.class);
    }
    assertThat(output)
        .contains("admit-one.gateway.invites.max-size must be 4MB to ")
        .contains("but is 3145728B")
        .doesNotContain("\tat ");
  }

  @Test
  void saysThatNoKeyIsSetToVerifyTokensWith(CapturedOutput output) {
    assertStops(output, List.of(ISSUER, AUDIENCE), "none is set: set exactly one of");
    assertThat(output)
        .contains("admit-one.gateway.tokens.jwk-set-uri")
        .contains("admit-one.gateway.tokens.public-key-location")
        .contains("admit-one.gateway.tokens.public-key (PEM text)");
  }

  @Test
  void saysThatTwoKeysAreSet(CapturedOutput output) {
    String uri = "--admit-one.gateway.tokens.jwk-set-uri=http://127.0.0.1:1/keys";
    assertStops(output, List.of(ISSUER, AUDIENCE, key(Tokens.pem()), uri), "2 are set");
  }

  @Test
  void saysThatIssuerOrAudienceIsNotSet(CapturedOutput output) {
    String key = key(Tokens.pem());
    assertStops(output, List.of(key, AUDIENCE), "admit-one.gateway.tokens.issuer must be set");
    assertStops(output, List.of(key, ISSUER), "admit-one.gateway.tokens.audience must be set");
  }

  @Test
  void saysWhyAKeyCannotBeUsed(CapturedOutput output) throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(1024);
    String small = key(TestTokens.publicPem(rsa.generateKeyPair().getPublic().getEncoded()));
    String other =
        key(
            TestTokens.publicPem(
                new ECKeyGenerator(Curve.P_384).generate().toECPublicKey().getEncoded()));
    assertStops(output, List.of(ISSUER, AUDIENCE, small), "modulus has fewer than 2048 bits");
    assertStops(output, List.of(ISSUER, AUDIENCE, other), "neither an RSA key nor one on the");
    assertStops(output, List.of(ISSUER, AUDIENCE, key("sesame")), "it is not PEM that begins");
    assertThat(output).doesNotContain("sesame");
    String nowhere = "--admit-one.gateway.tokens.public-key-location=file:/nowhere/key.pem";
    assertStops(output, List.of(ISSUER, AUDIENCE, nowhere), "public-key-location cannot be read");
    String noUrl = "--admit-one.gateway.tokens.jwk-set-uri=keys";
    assertStops(output, List.of(ISSUER, AUDIENCE, noUrl), "jwk-set-uri must be a URL, but is keys");
  }

  private static void assertStops(
      CapturedOutput output, List<String> settings, String... messages) {
    assertThatThrownBy(() -> start(settings.toArray(String[]::new)))
        .isInstanceOf(RuntimeException.class);
    assertThat(output).contains(messages).doesNotContain("\tat ");
  }

  private static String key(String pem) {
    return "--admit-one.gateway.tokens.public-key=" + pem;
  }

  private static void start(String... settings) {
    Gateway.startOn(SharedServices.kafka().bootstrapServers(), settings).close();
  }
}

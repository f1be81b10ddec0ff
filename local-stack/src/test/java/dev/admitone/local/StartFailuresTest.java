package dev.admitone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.admitone.embedded.SharedServices;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.processor.ProcessorApplication;
import dev.admitone.processor.migration.Migration;
import dev.admitone.schemas.ProfileSeal;
import dev.admitone.schemas.SignupFingerprints;
import dev.admitone.service.start.ServiceMain;
import dev.admitone.service.start.StartFailures;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What keeps a service from starting is told in one paragraph, with the setting that it is about. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailuresTest {

  private static final String SEAL = ProfileSeal.newKeyset();
  private static final String FINGERPRINTS = SignupFingerprints.newKeyset();

  /** What a wait for a broker or a database says before it is over. */
  private static final Pattern MEANWHILE = Pattern.compile(".*( WARN .*| [Aa]sking again .*)");

  @TempDir private static Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          # service | settings, space between | words of the paragraph
          gateway | admit-one.gateway.code-secret= | admit-one.gateway.code-secret must be set to a secret
          gateway | admit-one.partitions=many | admit-one.partitions 'many' is no int
          gateway | admit-one.partitions=0 | admit-one.partitions must be greater than or equal to 1
          gateway | admit-one.gateway.default-wait=5parsecs | admit-one.gateway.default-wait '5parsecs' is no
          gateway | admit-one.gateway.max-wait=1s | max-wait must not be shorter than admit-one.gateway.default-wait
          gateway | admit-one.gateway.results.max-size=much | admit-one.gateway.results.max-size 'much' is no
          gateway | admit-one.gateway.limits.user-burst=0 | admit-one.gateway.limits.user-burst must be at least 1
          gateway | admit-one.seal.keyset={} | admit-one.seal.keyset cannot be used
          gateway | admit-one.seal.keyset= admit-one.seal.keyset-file={dir} | admit-one.seal.keyset-file cannot be read, {dir} is a directory
          gateway | admit-one.seal.keyset= admit-one.seal.keyset-file={dir}/none | {dir}/none does not exist
          gateway | admit-one.seal.keyset-file={dir}/none | admit-one.seal.keyset is there twice
          gateway | admit-one.gateway.tokens.public-key=sesame | it is not PEM that begins with
          gateway | admit-one.gateway.tokens.public-key= admit-one.gateway.tokens.public-key-location=file:{dir} | public-key-location cannot be read: {dir} is a directory
          gateway | admit-one.gateway.tokens.public-key= admit-one.gateway.tokens.jwk-set-uri=keys | jwk-set-uri must be a URL, but is keys
          gateway | spring.kafka.bootstrap-servers=localhost | Set spring.kafka.bootstrap-servers to the brokers' host:port
          gateway | spring.kafka.bootstrap-servers=kafka.invalid:9092 | Set spring.kafka.bootstrap-servers to the brokers' host:port
          gateway | spring.kafka.security.protocol=SAFE | SAFE
          gateway | spring.kafka.security.protocol=SSL spring.kafka.ssl.trust-store-location=file:{dir}/none.jks | {dir}/none.jks does not exist
          gateway | spring.kafka.ssl.bundle=none | none
          gateway | spring.kafka.security.protocol=SASL_PLAINTEXT spring.kafka.properties.sasl.mechanism=PLAIN | See spring.kafka.properties[sasl.jaas.config]
          gateway | spring.kafka.security.protocol=SASL_PLAINTEXT spring.kafka.properties.sasl.mechanism=PLAIN spring.kafka.properties.sasl.jaas.config=module | sasl.jaas.config
          gateway | spring.kafka.bootstrap-servers=127.0.0.1:1 | No Kafka broker answers at [127.0.0.1:1]. Start the broker, or set spring.kafka.bootstrap-servers
          gateway | server.port=99999 | 99999
          gateway | server.port={taken} spring.kafka.bootstrap-servers={kafka} admit-one.broker-wait=60s | The service cannot listen on port {taken}: Address already in use The port is server.port
          gateway | migarte | 'migarte' is unknown: this service takes settings as --name=value.
          processor | admit-one.processor.lanes=0 | admit-one.processor.lanes must be at least 1
          processor | admit-one.processor.session.lock=2m | admit-one.processor.session.lock
          processor | spring.datasource.url=jdbc:nothing | jdbc:nothing
          processor | spring.datasource.url=jdbc:postgresql://127.0.0.1:1/a | No PostgreSQL answers at jdbc:postgresql://127.0.0.1:1/a.
          processor | spring.datasource.url={db}none | has no such database
          processor | spring.kafka.consumer.group-id= | group
          processor | migarte | 'migarte' is unknown: this service takes the command migrate
          migrate | spring.datasource.url=jdbc:postgresql://127.0.0.1:1/a | No PostgreSQL answers at jdbc:postgresql://127.0.0.1:1/a.
          migrate | admit-one.processor.lanes=none | admit-one.processor.lanes 'none' is no int
          """)
  void isToldInOneParagraphWithTheSettingThatItIsAbout(
      String service, String settings, String words, CapturedOutput output) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      int before = output.getAll().length();
      Throwable failure = catchThrowable(() -> start(service, filled(settings, port)));
      assertThat(failure).isNotNull();
      if (!output.getAll().substring(before).contains("The start failed: ")) {
        StartFailures.tell(failure);
      }
      List<String> told =
          output.getAll().substring(before).lines().filter(this::isNotMeanwhile).toList();
      assertThat(told).as("what was written").hasSize(1);
      assertThat(told.getFirst())
          .contains("The start failed: ")
          .contains(filled(words, port))
          .doesNotContain("has the stack trace");
    }
  }

  private boolean isNotMeanwhile(String line) {
    return !line.isBlank() && !MEANWHILE.matcher(line).matches();
  }

  private static String filled(String text, String takenPort) {
    String filled = text.replace("{dir}", directory.toString()).replace("{taken}", takenPort);
    if (filled.contains("{kafka}")) {
      filled = filled.replace("{kafka}", SharedServices.kafka().bootstrapServers());
    }
    return filled.contains("{db}")
        ? filled.replace("{db}", SharedServices.database().jdbcUrl())
        : filled;
  }

  private static void start(String service, String settings) {
    List<String> words = List.of(settings.split(" "));
    if (!words.getFirst().contains("=")) {
      ServiceMain.refuseWord(
          words.toArray(String[]::new), service.equals("processor") ? "the command migrate" : null);
    }
    List<String> arguments = new ArrayList<>(defaults(service));
    words.forEach(word -> arguments.add("--" + word));
    String[] all = arguments.toArray(String[]::new);
    switch (service) {
      case "gateway" -> GatewayApplication.builder().run(all).close();
      case "processor" -> ProcessorApplication.builder().run(all).close();
      default -> Migration.run(all);
    }
  }

  /** With them it would start, were there a broker and a database. */
  private static List<String> defaults(String service) {
    Stream<String> common =
        Stream.of(
            "--server.port=0",
            "--admit-one.broker-wait=1s",
            "--admit-one.processor.database-wait=1s",
            "--spring.kafka.bootstrap-servers=127.0.0.1:1",
            "--admit-one.seal.keyset=" + SEAL,
            "--logging.structured.format.console=");
    Stream<String> own =
        service.equals("gateway")
            ? Stream.concat(
                Stream.of(
                    "--management.server.port=0",
                    "--admit-one.gateway.code-secret=a secret for tests only",
                    "--admit-one.gateway.signup.fingerprint.keyset=" + FINGERPRINTS),
                OwnSite.TOKENS.gatewaySettings().stream())
            : Stream.of("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/admit_one");
    return Stream.concat(common, own).toList();
  }
}

package dev.admitone.system.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.admitone.embedded.SharedServices;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.processor.ProcessorApplication;
import dev.admitone.processor.database.Migration;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.service.start.ServiceMain;
import dev.admitone.service.start.StartFailures;
import dev.admitone.system.OwnEnvironment;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What keeps a service from starting is told in one paragraph, with the setting that it is about.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("services")
class StartFailuresTest {

  private static final String SEAL = ProfileSeal.newKeyset();
  private static final String FINGERPRINTS = SignupFingerprints.newKeyset();

  private static final String PLAIN_LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" password=\"b\";";

  /** What a wait, or Kafka's client, says before it is over. */
  private static final Pattern MEANWHILE =
      Pattern.compile(
          ".* WARN .*|.*[|]-WARN .*|.* [Aa]sking again .*|.* ERROR o\\.apache\\.kafka\\..*"
              + "|org\\.apache\\.kafka\\.common\\.errors\\..*");

  @TempDir private static Path directory;

  private static final Map<String, Supplier<String>> VALUES =
      Map.of(
          "{dir}", () -> directory.toString(),
          "{kafka}", () -> SharedServices.kafka().bootstrapServers(),
          "{plain}", () -> PLAIN_LOGIN,
          "{db}", () -> SharedServices.database().jdbcUrl(),
          "{shop}", StartFailuresTest::shop);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
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
          gateway | spring.kafka.security.protocol=SSL spring.kafka.ssl.trust-store-location=file:{dir}/none.jks | {dir}/none.jks does not exist (this process runs as
          gateway | spring.kafka.ssl.bundle=none | SSL bundle name 'none' cannot be found. It is named by spring.kafka.ssl.bundle
          gateway | spring.kafka.security.protocol=SASL_PLAINTEXT spring.kafka.properties.sasl.mechanism=PLAIN | See spring.kafka.properties[sasl.jaas.config]
          gateway | spring.kafka.security.protocol=SASL_PLAINTEXT spring.kafka.properties.sasl.mechanism=PLAIN spring.kafka.properties.sasl.jaas.config=module | sasl.jaas.config
          gateway | spring.kafka.bootstrap-servers=127.0.0.1:1 admit-one.broker-wait=1s | No Kafka broker responds at [127.0.0.1:1]. Start the broker, or set spring.kafka.bootstrap-servers
          gateway | spring.kafka.security.protocol=SASL_PLAINTEXT spring.kafka.properties.sasl.mechanism=PLAIN spring.kafka.properties.sasl.jaas.config={plain} | The Kafka broker refuses the login
          gateway | server.port=99999 | 99999 is no port. Set server.port to one from 1 to 65535
          gateway | server.port={taken} | The service cannot listen on port {taken}: Address already in use The port is server.port
          gateway | migarte | 'migarte' is unknown: this service takes settings as --name=value.
          processor | admit-one.processor.lanes=0 | admit-one.processor.lanes must be at least 1
          processor | admit-one.processor.session.lock=2m | admit-one.processor.session.lock
          processor | spring.datasource.url=jdbc:nothing | spring.datasource.url is jdbc:nothing, for which there is no driver. Set it to
          processor | spring.datasource.url=jdbc:other://ann:s3cret@db/a | spring.datasource.url is jdbc:other://***@db/a, for which there is no driver. Set it to
          processor | spring.datasource.url=postgres://ann:s3cret@db/a | spring.datasource.url is postgres://***@db/a, for which there is no driver. Set it to
          migrate | spring.datasource.url= | spring.datasource.url is empty. Set it to
          processor | spring.datasource.url=jdbc:postgresql://127.0.0.1:1/a | No PostgreSQL responds at jdbc:postgresql://127.0.0.1:1/a.
          processor | spring.datasource.url={db}none | has no such database
          processor | spring.datasource.url={db}?sslmode=require | gives no connection: The server does not support SSL
          processor | spring.datasource.url={db}?options=-c%20nonsense=1 | gives no connection: FATAL: unrecognized configuration parameter
          processor | spring.datasource.url={db} spring.datasource.username=nobody | refuses the user: FATAL: role
          processor | migarte | 'migarte' is unknown: this service takes the command migrate
          migrate | spring.datasource.url=jdbc:postgresql://127.0.0.1:1/a | No PostgreSQL responds at jdbc:postgresql://127.0.0.1:1/a.
          migrate | spring.datasource.url={shop} | The schema public has tables of another application: shop. Give Admit One a database or a schema of its own
          migrate | admit-one.processor.lanes=none | admit-one.processor.lanes 'none' is no int
          """)
  void isToldInOneParagraphWithTheSettingThatItIsAbout(
      String service, String settings, String told, CapturedOutput output) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      int before = output.getAll().length();
      Throwable failure = catchThrowable(() -> start(service, words(settings, port)));
      assertThat(failure).isNotNull();
      if (!output.getAll().substring(before).contains("The start failed: ")) {
        StartFailures.tell(failure);
      }
      List<String> written =
          output.getAll().substring(before).lines().filter(this::isNotMeanwhile).toList();
      assertThat(written).as("what was written").hasSize(1);
      assertThat(written.getFirst())
          .contains("The start failed: ")
          .contains(filled(told, port))
          .doesNotContain("has the stack trace");
    }
  }

  @Test
  void whatIsNotKnownIsToldInItsOwnWordsWithItsClass(CapturedOutput output) {
    Throwable unseen = new IllegalStateException("not seen before");
    StartFailures.tell(new BeanCreationException("bean", "cannot be made", unseen));
    assertThat(output.getOut().lines())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("The start failed: java.lang.IllegalStateException: not seen before The logger")
        .contains("LOGGING_LEVEL_DEV_ADMITONE_SERVICE_START=debug");
  }

  @Test
  void aProcessThatMayNotReadASecretSaysSoWithModeAndUserAndEndsWithOne() throws Exception {
    Path secret = Files.writeString(directory.resolve("seal-keyset.json"), SEAL);
    Files.setPosixFilePermissions(secret, Set.of());
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // True for root alone, who may read everything but for what it does in such a namespace.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            GatewayApplication.class.getName(),
            "--logging.config=classpath:logback-service.xml",
            "--admit-one.seal.keyset-file=" + secret));
    defaults("gateway").stream()
        .filter(setting -> !setting.startsWith("--admit-one.seal"))
        .filter(setting -> !setting.startsWith("--logging"))
        .forEach(command::add);
    Process gateway = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = gateway.inputReader(UTF_8).lines().toList();
    assertThat(lines).allSatisfy(line -> assertThat(line).startsWith("{"));
    assertThat(lines).noneMatch(line -> line.contains("stack_trace"));
    assertThat(lines)
        .filteredOn(line -> line.contains("ERROR"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("The start failed: admit-one.seal.keyset-file cannot be read")
        .contains(secret + " may not be read: seal-keyset.json has mode --------- and belongs to")
        .contains("this process runs as user id ");
    assertThat(gateway.waitFor()).isEqualTo(1);
  }

  private boolean isNotMeanwhile(String line) {
    return !line.isBlank() && !MEANWHILE.matcher(line).matches();
  }

  private static String filled(String text, String takenPort) {
    String filled = text;
    for (Map.Entry<String, Supplier<String>> value : VALUES.entrySet()) {
      if (filled.contains(value.getKey())) {
        filled = filled.replace(value.getKey(), value.getValue().get());
      }
    }
    return filled.replace("{taken}", takenPort);
  }

  private static String shop() {
    String url = SharedServices.database().createDatabase("shop_" + System.nanoTime());
    new JdbcTemplate(new DriverManagerDataSource(url, SharedServices.database().username(), ""))
        .execute("create table shop (id int)");
    return url;
  }

  private static List<String> words(String settings, String takenPort) {
    return Stream.of(settings.split(" ")).map(word -> filled(word, takenPort)).toList();
  }

  private static void start(String service, List<String> words) {
    if (!words.getFirst().contains("=")) {
      ServiceMain.refuseWord(
          words.toArray(String[]::new), service.equals("processor") ? "the command migrate" : null);
    }
    List<String> arguments = new ArrayList<>();
    words.forEach(word -> arguments.add("--" + word));
    // A setting that is given twice would have both values.
    Set<String> given = words.stream().map(StartFailuresTest::name).collect(Collectors.toSet());
    defaults(service).stream()
        .filter(setting -> !given.contains(name(setting.substring(2))))
        .forEach(arguments::add);
    String[] all = arguments.toArray(String[]::new);
    switch (service) {
      case "gateway" -> GatewayApplication.builder().run(all).close();
      case "processor" -> ProcessorApplication.builder().run(all).close();
      default -> Migration.run(all);
    }
  }

  private static String name(String setting) {
    return setting.substring(0, setting.indexOf('=') + 1);
  }

  /** With them it would start, were there a database. */
  private static List<String> defaults(String service) {
    Stream<String> common =
        Stream.of(
            "--server.port=0",
            "--admit-one.broker-wait=20s",
            "--admit-one.processor.database-wait=1s",
            "--admit-one.prefix=failures.",
            "--spring.kafka.bootstrap-servers=" + SharedServices.kafka().bootstrapServers(),
            "--admit-one.seal.keyset=" + SEAL,
            "--logging.structured.format.console=");
    Stream<String> own =
        service.equals("gateway")
            ? Stream.concat(
                Stream.of(
                    "--management.server.port=0",
                    "--admit-one.gateway.code-secret=a secret for tests only",
                    "--admit-one.gateway.signup.fingerprint.keyset=" + FINGERPRINTS),
                OwnEnvironment.TOKENS.gatewaySettings().stream())
            : Stream.of("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/admit_one");
    return Stream.concat(common, own).toList();
  }
}

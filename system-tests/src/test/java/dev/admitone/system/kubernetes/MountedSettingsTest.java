package dev.admitone.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.kubernetes.Workload.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.ConfigTreePropertySource.Option;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The services take the variables and the mounted files for the settings that they are meant as.
 */
class MountedSettingsTest {

  private static final String SETTINGS = "/run/secrets";
  private static final String CERTIFICATES = "/etc/admit-one";

  private final KnownSettings known = KnownSettings.read();

  @TempDir private Path directory;

  static List<Workload> workloads() {
    return Workload.all();
  }

  static List<Workload> services() {
    return Workload.services();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void eachVariableIsASetting(Workload workload) {
    assertThat(workload.variables().keySet()).isNotEmpty().allMatch(known::hasVariable);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void eachFileOfTheSettingsIsNamedAsASetting(Workload workload) {
    assertThat(workload.secretFiles(SETTINGS))
        .isNotEmpty()
        .extracting(SecretFile::path)
        .allMatch(known::has);
  }

  @Test
  void anInventedNameIsNoSetting() {
    assertThat(known.hasVariable("ADMITONE_GATEWAY_CODESECRETS")).isFalse();
    assertThat(known.has("admit-one.seal.key-set")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void filesAndVariablesBecomeSettingsAsTheServicesReadThem(Workload workload) throws IOException {
    StandardEnvironment environment = environment(workload);
    for (SecretFile file : workload.secretFiles(SETTINGS)) {
      assertThat(environment.getProperty(file.path())).isEqualTo(contents(file));
    }
    // Where an address of the database names a file of certificates, it is mounted.
    List<String> mounted =
        workload.secretFiles(CERTIFICATES).stream()
            .map(file -> CERTIFICATES + "/" + file.path())
            .toList();
    assertThat(workload.variables().values())
        .filteredOn(value -> value.startsWith("jdbc:"))
        .allSatisfy(url -> assertThat(mounted).contains(url.substring(url.indexOf(CERTIFICATES))));
  }

  @ParameterizedTest
  @MethodSource("services")
  void theServicesKafkaClientsUseTlsAndTheirOwnPassword(Workload service) throws IOException {
    Binder binder = Binder.get(environment(service));
    KafkaProperties kafka = binder.bind("spring.kafka", KafkaProperties.class).get();
    assertThat(kafka.getSecurity().getProtocol()).isEqualTo("SASL_SSL");
    assertThat(kafka.getProperties())
        .containsOnlyKeys("sasl.mechanism", "sasl.jaas.config")
        .containsEntry("sasl.jaas.config", contents(service.name(), "sasl.jaas.config"));
    SslProperties ssl = binder.bind("spring.ssl", SslProperties.class).get();
    String certificate =
        Optional.ofNullable(ssl.getBundle().getPem().get(kafka.getSsl().getBundle()))
            .map(bundle -> bundle.getTruststore().getCertificate())
            .orElseThrow();
    assertThat(service.secretFiles(CERTIFICATES))
        .extracting(file -> "file:" + CERTIFICATES + "/" + file.path())
        .contains(certificate);
  }

  @Test
  void theSweepSendsUnderAPrincipalOfItsOwn() throws IOException {
    Map<String, String> producer =
        Binder.get(environment(Workload.of("admit-one-processor")))
            .bind(
                "admit-one.processor.refreshes.producer",
                Bindable.mapOf(String.class, String.class))
            .get();
    assertThat(producer)
        .containsExactly(
            Map.entry("sasl.jaas.config", contents("admit-one-sweep", "sasl.jaas.config")));
  }

  /** As the images have it: variables first, then the files of the mounted directory. */
  private StandardEnvironment environment(Workload workload) throws IOException {
    Path mounted = Files.createDirectories(directory.resolve("mounted"));
    Path data = Files.createDirectories(mounted.resolve("..2026_11_30"));
    Files.createSymbolicLink(mounted.resolve("..data"), data.getFileName());
    for (SecretFile file : workload.secretFiles(SETTINGS)) {
      Files.writeString(data.resolve(file.path()), contents(file) + "\n");
      Files.createSymbolicLink(
          mounted.resolve(file.path()), Path.of("..data").resolve(file.path()));
    }
    StandardEnvironment environment = new StandardEnvironment();
    // Nothing of this machine's own.
    environment.getPropertySources().remove("systemProperties");
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new LinkedHashMap<>(workload.variables())));
    environment
        .getPropertySources()
        .addLast(
            new ConfigTreePropertySource("mounted", mounted, Option.AUTO_TRIM_TRAILING_NEW_LINE));
    return environment;
  }

  private static String contents(SecretFile file) {
    return contents(file.secret(), file.key());
  }

  private static String contents(String secret, String key) {
    return key + " of " + secret;
  }
}

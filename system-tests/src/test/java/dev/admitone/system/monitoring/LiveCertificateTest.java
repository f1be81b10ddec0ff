package dev.admitone.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.embedded.Tls;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.NeedsProgram;
import dev.admitone.testsupport.TestCertificate;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The alert about certificates, with brokers whose certificate is valid for two days. */
@NeedsProgram("prometheus")
@Tag("prometheus")
@Tag("services")
@Timeout(300)
class LiveCertificateTest {

  /** An hour lasts two seconds. */
  private static final int DIVISOR = 1800;

  private static final String ALERT = "AdmitOneCertificateEnds";

  @TempDir Path directory;

  @Test
  void aCertificateThatEndsInTwoDaysIsTold() throws Exception {
    TestCertificate ofBroker = TestCertificate.create(directory, "broker");
    TestCertificate ofService = TestCertificate.create(directory, "service");
    Path trusted = directory.resolve("trusted.crt");
    Files.writeString(
        trusted,
        Files.readString(ofBroker.certificate()) + Files.readString(ofService.certificate()));
    Tls tls = new Tls(ofBroker.keyStore(), ofBroker.password(), trusted);
    try (EmbeddedKafka kafka = EmbeddedKafka.startWithTls(directory.resolve("kafka"), 0, tls);
        ConfigurableApplicationContext gateway = gateway(kafka, ofBroker, ofService)) {
      URI management =
          ServiceProcess.local(
              gateway.getEnvironment().getRequiredProperty("local.management.port"));
      String rules = MonitoringFiles.text(MonitoringFiles.RULES.resolve("alerts.yml"));
      Path ofPrometheus = Files.createDirectories(directory.resolve("prometheus"));
      try (Prometheus prometheus =
          Prometheus.start(
              ofPrometheus,
              Map.of("admit-one-gateway", List.of(management)),
              List.of(ScaledRules.of(rules, DIVISOR)))) {
        Await.patiently().untilAsserted(() -> assertThat(prometheus.firing()).contains(ALERT));
      }
    }
  }

  private ConfigurableApplicationContext gateway(
      EmbeddedKafka kafka, TestCertificate ofBroker, TestCertificate ofService) {
    String bundle = "--spring.ssl.bundle.pem.kafka.";
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--spring.kafka.security.protocol=SSL",
                "--spring.kafka.ssl.bundle=kafka",
                bundle + "truststore.certificate=" + ofBroker.certificate().toUri(),
                bundle + "keystore.certificate=" + ofService.certificate().toUri(),
                bundle + "keystore.private-key=" + ofService.key().toUri(),
                "--admit-one.seal.keyset=" + ProfileSeal.newKeyset(),
                "--admit-one.gateway.code-secret=" + UUID.randomUUID(),
                "--admit-one.gateway.signup.fingerprint.keyset="
                    + SignupFingerprints.newKeyset()));
    settings.addAll(TokenKey.in(directory.resolve("token-key.json")).gatewaySettings());
    return GatewayApplication.builder()
        .registerShutdownHook(false)
        .run(settings.toArray(String[]::new));
  }
}

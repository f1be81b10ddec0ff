package dev.admitone.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.embedded.Tls;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.NeedsProgram;
import dev.admitone.testsupport.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The alert about certificates, with a broker whose certificate ends soon and is renewed. An hour
 * lasts three seconds, and the 14 days of the rule are 17 minutes.
 */
@NeedsProgram("prometheus")
@Tag("prometheus")
@Tag("services")
@Timeout(900)
class LiveCertificateTest {

  private static final Duration SHORT = Duration.ofMinutes(10);

  @TempDir Path directory;

  @Test
  void aCertificateThatEndsSoonIsToldUntilItIsRenewed() throws Exception {
    TestCertificate ofBroker = TestCertificate.create(directory, "broker", SHORT);
    TestCertificate renewed = TestCertificate.create(directory, "renewed");
    TestCertificate ofService = TestCertificate.create(directory, "service");
    Path trusted = directory.resolve("trusted.crt");
    Files.writeString(
        trusted,
        Files.readString(ofBroker.certificate())
            + Files.readString(renewed.certificate())
            + Files.readString(ofService.certificate()));
    EmbeddedKafka kafka = kafka(0, ofBroker, trusted);
    try (ConfigurableApplicationContext gateway = gateway(kafka, trusted, ofService);
        Prometheus prometheus = prometheus(gateway)) {
      AlertWatch alerts = new AlertWatch(prometheus);
      alerts.awaitFiring(Fault.CERTIFICATE);
      kafka.stop();
      kafka = kafka(kafka.port(), renewed, trusted);
      alerts.awaitSilence(Fault.CERTIFICATE);
      assertThat(prometheus.query("admitone_broker_certificate_remaining_seconds"))
          .allSatisfy(seconds -> assertThat(seconds).isGreaterThan((double) SHORT.toSeconds()));
    } finally {
      kafka.stop();
    }
  }

  private EmbeddedKafka kafka(int port, TestCertificate certificate, Path trusted) {
    return EmbeddedKafka.startWithTls(
        directory.resolve("kafka"),
        port,
        new Tls(certificate.keyStore(), certificate.password(), trusted));
  }

  private Prometheus prometheus(ConfigurableApplicationContext gateway) throws IOException {
    URI management =
        ServiceProcess.local(gateway.getEnvironment().getRequiredProperty("local.management.port"));
    String rules = MonitoringFiles.text(MonitoringFiles.RULES.resolve("alerts.yml"));
    return Prometheus.start(
        Files.createDirectories(directory.resolve("prometheus")),
        Map.of("admit-one-gateway", List.of(management)),
        List.of(ScaledRules.of(rules, WatchedStack.DIVISOR_OF_HOURS)));
  }

  private ConfigurableApplicationContext gateway(
      EmbeddedKafka kafka, Path trusted, TestCertificate ofService) {
    String bundle = "--spring.ssl.bundle.pem.kafka.";
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--spring.kafka.security.protocol=SSL",
                "--spring.kafka.ssl.bundle=kafka",
                bundle + "truststore.certificate=" + trusted.toUri(),
                bundle + "keystore.certificate=" + ofService.certificate().toUri(),
                bundle + "keystore.private-key=" + ofService.key().toUri(),
                "--admit-one.seal.keyset=" + ProfileSeal.newKeyset(),
                "--admit-one.gateway.code-secret=" + UUID.randomUUID(),
                "--admit-one.gateway.signup.fingerprint.keyset=" + SignupFingerprints.newKeyset()));
    settings.addAll(TokenKey.in(directory.resolve("token-key.json")).gatewaySettings());
    return GatewayApplication.builder()
        .registerShutdownHook(false)
        .run(settings.toArray(String[]::new));
  }
}

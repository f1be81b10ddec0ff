package dev.admitone.system.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.embedded.Tls;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.stack.Readiness;
import dev.admitone.processor.ProcessorApplication;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.system.Clients;
import dev.admitone.system.Ledger;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Both services on a broker that takes TLS alone, and clients with a certificate alone. */
@Timeout(900)
@Tag("services")
class KafkaTlsTest {

  private static final String[] PATIENT = {"Prefer", "wait=30"};

  @TempDir Path directory;

  @Test
  void oneBundleIsEnoughForAllKafkaClientsOfBothServices() throws Exception {
    TestCertificate ofBroker = TestCertificate.create(directory, "broker");
    TestCertificate ofService = TestCertificate.create(directory, "service");
    Path trusted = directory.resolve("trusted.crt");
    Files.writeString(
        trusted,
        Files.readString(ofBroker.certificate()) + Files.readString(ofService.certificate()));
    Tls tls = new Tls(ofBroker.keyStore(), ofBroker.password(), trusted);
    TokenKey key = TokenKey.in(directory.resolve("token-key.json"));
    String seal = "--admit-one.seal.keyset=" + ProfileSeal.newKeyset();
    try (EmbeddedKafka kafka = EmbeddedKafka.startWithTls(directory.resolve("kafka"), 0, tls);
        EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("database"), 0)) {
      List<String> bundle = bundle(kafka, ofBroker, ofService);
      try (var processor =
              run(
                  ProcessorApplication.builder(),
                  bundle,
                  seal,
                  "--spring.datasource.url=" + database.jdbcUrl(),
                  "--spring.datasource.username=" + database.username());
          var gateway =
              run(
                  GatewayApplication.builder(),
                  bundle,
                  gatewaySettings(key, seal).toArray(String[]::new))) {
        Readiness.await(ServiceProcess.local(port(processor, "local.server.port")));
        Readiness.await(ServiceProcess.local(port(gateway, "local.management.port")));
        ApiClient api = Clients.of(ServiceProcess.local(port(gateway, "local.server.port")), key);
        assertThat(api.createInvite(Map.of("code", "TLS-1", "maxUses", 1), PATIENT).status())
            .isEqualTo(201);
        assertThat(api.redeem("TLS-1", "ann", PATIENT).outcome()).isEqualTo("REDEEMED");
        assertThat(api.redeem("TLS-1", "bob", PATIENT).outcome()).isEqualTo("EXHAUSTED");
        try (Connection connection = new Ledger(database.jdbcUrl(), database.username()).connect();
            var change = connection.createStatement()) {
          change.execute("update invites set max_uses = 2 where code = 'TLS-1'");
        }
        // The sweep has told the log.
        Await.patiently()
            .until(() -> api.validate("TLS-1").body().path("isValid").asBoolean(false));
      }
    }
  }

  private static List<String> bundle(
      EmbeddedKafka kafka, TestCertificate ofBroker, TestCertificate ofService) {
    String bundle = "--spring.ssl.bundle.pem.kafka.";
    return List.of(
        "--server.port=0",
        "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
        "--spring.kafka.security.protocol=SSL",
        "--spring.kafka.ssl.bundle=kafka",
        bundle + "truststore.certificate=" + ofBroker.certificate().toUri(),
        bundle + "keystore.certificate=" + ofService.certificate().toUri(),
        bundle + "keystore.private-key=" + ofService.key().toUri());
  }

  private static List<String> gatewaySettings(TokenKey key, String seal) {
    List<String> settings = new ArrayList<>(key.gatewaySettings());
    settings.add(seal);
    settings.add("--management.server.port=0");
    settings.add("--admit-one.gateway.code-secret=" + UUID.randomUUID());
    settings.add("--admit-one.gateway.signup.fingerprint.keyset=" + SignupFingerprints.newKeyset());
    return settings;
  }

  private static ConfigurableApplicationContext run(
      SpringApplicationBuilder service, List<String> bundle, String... settings) {
    List<String> all = new ArrayList<>(bundle);
    all.addAll(List.of(settings));
    return service.registerShutdownHook(false).run(all.toArray(String[]::new));
  }

  private static String port(ConfigurableApplicationContext service, String port) {
    return service.getEnvironment().getRequiredProperty(port);
  }
}

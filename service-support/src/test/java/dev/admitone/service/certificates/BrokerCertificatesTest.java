package dev.admitone.service.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.embedded.Tls;
import dev.admitone.testsupport.FreePorts;
import dev.admitone.testsupport.TestCertificate;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of the certificates that brokers show. */
@Tag("services")
class BrokerCertificatesTest {

  private final Clock clock = Clock.systemUTC();

  @Test
  void theEndIsReadFromABrokerThatWantsACertificateOfItsClients(@TempDir Path directory)
      throws Exception {
    TestCertificate broker = TestCertificate.create(directory, "broker");
    Tls tls = new Tls(broker.keyStore(), broker.password(), broker.certificate());
    try (EmbeddedKafka kafka = EmbeddedKafka.startWithTls(directory.resolve("kafka"), 0, tls)) {
      BrokerCertificates certificates =
          new BrokerCertificates(
              BrokerAddresses.withTls(
                  Map.of(
                      "security.protocol",
                      "SSL",
                      "bootstrap.servers",
                      List.of(kafka.bootstrapServers()))),
              clock);
      assertThat(certificates.remainingSeconds()).isNaN();
      assertThat(certificates.look()).isTrue();
      assertThat(certificates.remainingSeconds())
          .isBetween(
              (double) Duration.ofHours(47).toSeconds(), (double) Duration.ofHours(48).toSeconds());
    }
  }

  @Test
  void whatWasReadStaysWhileABrokerCannotBeReached() {
    BrokerCertificates certificates =
        new BrokerCertificates(
            List.of(InetSocketAddress.createUnresolved("127.0.0.1", FreePorts.one())), clock);
    assertThat(certificates.look()).isFalse();
    assertThat(certificates.remainingSeconds()).isNaN();
  }

  @Test
  void withoutTlsThereIsNothingToLookAt() {
    Map<String, Object> plain = Map.of("bootstrap.servers", "one:9092,two:9092");
    assertThat(BrokerAddresses.withTls(plain)).isEmpty();
    Map<String, Object> sasl =
        Map.of("security.protocol", "SASL_PLAINTEXT", "bootstrap.servers", "one:9092");
    assertThat(BrokerAddresses.withTls(sasl)).isEmpty();
  }

  @Test
  void eachBrokerOfTheSettingsIsLookedAt() {
    Map<String, Object> client =
        Map.of(
            "security.protocol", "SASL_SSL",
            "bootstrap.servers", "one:9092, SASL_SSL://two:9093,[::1]:9094");
    assertThat(BrokerAddresses.withTls(client))
        .containsExactly(
            InetSocketAddress.createUnresolved("one", 9092),
            InetSocketAddress.createUnresolved("two", 9093),
            InetSocketAddress.createUnresolved("::1", 9094));
  }
}

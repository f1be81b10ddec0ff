package dev.admitone.faults.environment;

import dev.admitone.faults.links.Link;
import dev.admitone.faults.processes.Database;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.testsupport.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of the services of one environment: its keys, and times that are short enough for a
 * run of minutes.
 */
final class Settings {

  /** The consumer group of the processors. */
  static final String GROUP = "fault-tests";

  static final int PARTITIONS = 3;

  private static final Duration TOKEN_LIFETIME = Duration.ofDays(1);

  private final TestTokens tokens =
      new TestTokens(TestTokens.newKey(null), "urn:admit-one:fault-tests", "admit-one");
  private final String seal = ProfileSeal.newKeyset();
  private final String fingerprints = SignupFingerprints.newKeyset();

  /** A token that lets its bearer redeem for any user. */
  String token() {
    return tokens.of("load", "redemptions:write", TOKEN_LIFETIME);
  }

  List<String> gateway(Link broker) {
    List<String> settings = common(broker);
    settings.add("--admit-one.gateway.tokens.issuer=" + tokens.issuer());
    settings.add("--admit-one.gateway.tokens.audience=" + tokens.audience());
    settings.add("--admit-one.gateway.tokens.public-key=" + tokens.publicPem());
    settings.add("--admit-one.gateway.signup.fingerprint.keyset=" + fingerprints);
    settings.add("--admit-one.gateway.code-secret=a secret for tests only");
    for (String bucket : List.of("user", "service", "address")) {
      settings.add("--admit-one.gateway.limits.%s-burst=1000000".formatted(bucket));
    }
    return settings;
  }

  List<String> processor(Link broker, Link databaseLink, Database database) {
    List<String> settings = common(broker);
    settings.addAll(healing(broker.address(), database));
    settings.add(
        "--spring.datasource.url=jdbc:postgresql://%s/admit_one".formatted(databaseLink.address()));
    settings.add("--spring.flyway.url=" + database.jdbcUrl());
    settings.add("--spring.flyway.user=" + database.owner());
    settings.add("--admit-one.processor.back-off.max=1s");
    // The shortest that the broker allows: so long a killed one's partitions wait.
    settings.add("--spring.kafka.consumer.properties.session.timeout.ms=6000");
    return settings;
  }

  /** What the healing takes, which connects to broker and database directly. */
  List<String> healing(String brokers, Database database) {
    return new ArrayList<>(
        List.of(
            "--spring.kafka.bootstrap-servers=" + brokers,
            "--spring.kafka.consumer.group-id=" + GROUP,
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.processor(),
            "--spring.kafka.producer.properties.delivery.timeout.ms=6000",
            "--spring.kafka.producer.properties.request.timeout.ms=5000",
            "--admit-one.partitions=" + PARTITIONS,
            "--admit-one.seal.keyset=" + seal));
  }

  private List<String> common(Link broker) {
    return new ArrayList<>(
        List.of(
            "--server.port=0",
            "--management.server.port=0",
            "--spring.kafka.bootstrap-servers=" + broker.address(),
            "--admit-one.partitions=" + PARTITIONS,
            "--admit-one.seal.keyset=" + seal));
  }
}

package dev.admitone.faults.environment;

import dev.admitone.faults.links.Route;
import dev.admitone.faults.processes.Database;
import dev.admitone.schemas.erasure.UserPseudonyms;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.testsupport.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The settings of the services of one environment: its keys, and times that are short enough for a
 * run of minutes.
 */
final class Settings {

  /** The consumer group of the processors. */
  static final String GROUP = "fault-tests";

  static final int PARTITIONS = 3;

  /** A start that another fault is in the way of is made again: meanwhile that one has to heal. */
  private static final String BROKER_WAIT = "--admit-one.broker-wait=10s";

  /** 2^64 divided by the golden ratio: its products differ in their first bits, too. */
  private static final long SEED_FACTOR = 0x9E3779B97F4A7C15L;

  private static final List<String> PORTS =
      List.of("--server.port=0", "--management.server.port=0");

  private static final String CONSUMER = "--spring.kafka.consumer.properties.";
  private static final String SESSION_MILLIS = "6000";

  /** As above for the protocol in which the broker decides it. */
  static final Map<String, String> OF_GROUP =
      Map.of(
          "consumer.session.timeout.ms", SESSION_MILLIS, "consumer.heartbeat.interval.ms", "1500");

  private static final Duration TOKEN_LIFETIME = Duration.ofDays(1);

  private final TestTokens tokens =
      new TestTokens(TestTokens.newKey(null), "urn:admit-one:fault-tests", "admit-one");
  private final String seal = ProfileSeal.newKeyset();
  private final String fingerprints = SignupFingerprints.newKeyset();
  private final String erasures = UserPseudonyms.newKeyset();

  private final boolean isConsumerProtocol;
  private final List<Integer> writeVersions;
  private final AtomicInteger made = new AtomicInteger();

  Settings(long seed) {
    // A generator's first draws hardly differ between seeds that lie close together.
    Random random = new Random(seed * SEED_FACTOR);
    isConsumerProtocol = seed % 2 != 0;
    writeVersions = List.of(1 + random.nextInt(2), 1 + random.nextInt(2));
  }

  /** A token that lets its bearer redeem for any user. */
  String token() {
    return tokens.of("load", "redemptions:write", TOKEN_LIFETIME);
  }

  /** A token that lets its bearer look at the console. */
  String operatorsToken() {
    return tokens.of("operator", "invites:read", TOKEN_LIFETIME);
  }

  /** The pseudonyms of users that are erased. */
  UserPseudonyms pseudonyms() {
    return UserPseudonyms.of(erasures);
  }

  /** What the seed chose, as a sentence. */
  String choices() {
    return "group.protocol is %s, one service of each kind writes version %d and one version %d"
        .formatted(
            isConsumerProtocol ? "consumer" : "classic",
            writeVersions.get(0),
            writeVersions.get(1));
  }

  /** Of two services one after the other, the first or the second version. */
  private String writeVersion() {
    return "--admit-one.write-version=" + writeVersions.get(made.getAndIncrement() % 2);
  }

  List<String> gateway(Route broker) {
    List<String> settings = new ArrayList<>(PORTS);
    settings.add(writeVersion());
    settings.add(BROKER_WAIT);
    settings.add("--spring.kafka.bootstrap-servers=" + broker.address());
    settings.add("--admit-one.partitions=" + PARTITIONS);
    settings.add("--admit-one.seal.keyset=" + seal);
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

  List<String> processor(Route broker, Route databaseLink, Database database) {
    List<String> settings =
        ledger(
            broker.address(),
            "jdbc:postgresql://%s/admit_one".formatted(databaseLink.address()),
            database);
    settings.addAll(PORTS);
    settings.add("--spring.flyway.url=" + database.jdbcUrl());
    settings.add("--spring.flyway.user=" + database.owner());
    settings.add("--admit-one.processor.back-off.max=1s");
    settings.add(BROKER_WAIT);
    settings.add("--admit-one.processor.database-wait=10s");
    settings.add(writeVersion());
    if (isConsumerProtocol) {
      settings.add(CONSUMER + "group.protocol=consumer");
    } else {
      // The shortest that the broker allows: so long a killed one's partitions wait.
      settings.add(CONSUMER + "session.timeout.ms=" + SESSION_MILLIS);
    }
    // Short, so that a run can freeze a processor for longer; the sessions' time-outs lie below.
    settings.add(CONSUMER + "max.poll.interval.ms=14000");
    settings.add("--admit-one.processor.session.transaction=8s");
    settings.add("--admit-one.processor.session.idle-in-transaction=5s");
    settings.add("--admit-one.processor.session.lock=5s");
    settings.add("--admit-one.processor.session.network=10s");
    return settings;
  }

  List<String> console(Route broker, Route databaseLink, Database database) {
    List<String> settings = new ArrayList<>(PORTS);
    settings.add("--spring.kafka.bootstrap-servers=" + broker.address());
    settings.add(BROKER_WAIT);
    settings.add("--admit-one.partitions=" + PARTITIONS);
    settings.add("--admit-one.erasure.keyset=" + erasures);
    settings.add(
        "--admit-one.ops.ledger.url=jdbc:postgresql://%s/admit_one"
            .formatted(databaseLink.address()));
    settings.add("--admit-one.ops.ledger.username=" + database.reader());
    settings.add("--admit-one.ops.tokens.issuer=" + tokens.issuer());
    settings.add("--admit-one.ops.tokens.audience=" + tokens.audience());
    settings.add("--admit-one.ops.tokens.public-key=" + tokens.publicPem());
    // So that a run's end need not wait long for a round that has seen everything.
    settings.add("--admit-one.ops.verification.page-pause=5ms");
    settings.add("--admit-one.ops.verification.round-pause=1s");
    return settings;
  }

  /** What the healing takes, which connects to broker and database directly. */
  List<String> healing(String brokers, Database database) {
    return ledger(brokers, database.jdbcUrl(), database);
  }

  private List<String> ledger(String brokers, String jdbcUrl, Database database) {
    return new ArrayList<>(
        List.of(
            "--spring.kafka.bootstrap-servers=" + brokers,
            "--spring.kafka.consumer.group-id=" + GROUP,
            "--spring.datasource.url=" + jdbcUrl,
            "--spring.datasource.username=" + database.processor(),
            "--spring.kafka.producer.properties.delivery.timeout.ms=6000",
            "--spring.kafka.producer.properties.request.timeout.ms=5000",
            "--admit-one.partitions=" + PARTITIONS,
            "--admit-one.erasure.keyset=" + erasures,
            "--admit-one.seal.keyset=" + seal));
  }
}

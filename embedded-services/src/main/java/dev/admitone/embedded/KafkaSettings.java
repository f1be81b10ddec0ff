package dev.admitone.embedded;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/** The settings of the one broker, which is its own controller. */
final class KafkaSettings {
  static final String CLIENT_LISTENER = "PLAINTEXT";

  private static final String ADMIN = "admin";
  private static final String SCRAM = "SCRAM-SHA-256";

  private static final int MESSAGE_BYTES_MAX = 6 * 1024 * 1024;

  private KafkaSettings() {}

  /**
   * The controller listens on any free port. That is safe with a quorum of one: on every start the
   * leader, which can only be this node, writes the address that it has got now into the voter set
   * (KIP-853), and no other node looks it up at the bootstrap address.
   */
  static Properties create(Path logDirectory, int port) {
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("log.dirs", logDirectory.toString());
    settings.setProperty(
        "listeners",
        "%s://%s:%d,CONTROLLER://%s:0".formatted(CLIENT_LISTENER, Ports.HOST, port, Ports.HOST));
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("controller.quorum.bootstrap.servers", Ports.HOST + ":1");

    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("default.replication.factor", "1");
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("offsets.topic.num.partitions", "4");
    // A stack that is not started for weeks finds its offsets again: a year, in minutes.
    settings.setProperty("offsets.retention.minutes", "525600");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("transaction.state.log.num.partitions", "4");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    settings.setProperty("share.coordinator.state.topic.num.partitions", "1");
    // The lanes of a process join one after the other within a moment: a lane that joins a group
    // after its start waits for the next heartbeats of the others, seconds.
    settings.setProperty("group.initial.rebalance.delay.ms", "200");
    // Groups of the protocol "consumer" may be set to notice a killed member as soon as others can.
    settings.setProperty("group.consumer.min.session.timeout.ms", "6000");
    settings.setProperty("group.consumer.min.heartbeat.interval.ms", "1000");

    // A record of 5 MiB with its headers and the batch around it.
    settings.setProperty("message.max.bytes", Integer.toString(MESSAGE_BYTES_MAX));
    settings.setProperty("replica.fetch.max.bytes", Integer.toString(MESSAGE_BYTES_MAX));
    // The default of 128 MiB would be taken from the heap that the services share.
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));

    // After a kill -9 the controller lets the broker in again only when its old session is over:
    // shorter than the default of 9 s to start sooner, long enough for a busy machine.
    settings.setProperty("broker.heartbeat.interval.ms", "500");
    settings.setProperty("broker.session.timeout.ms", "4000");
    return settings;
  }

  /**
   * Clients have to log in, and ACLs say what they may do. The controller's listener, which is not
   * advertised to clients, stays open to this machine: each connection to it counts as the
   * broker's, without a name.
   */
  static void addAccessControl(Properties settings, String adminPassword) {
    settings.setProperty(
        "listener.security.protocol.map", CLIENT_LISTENER + ":SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty("inter.broker.listener.name", CLIENT_LISTENER);
    settings.setProperty("sasl.enabled.mechanisms", SCRAM);
    settings.setProperty("sasl.mechanism.inter.broker.protocol", SCRAM);
    settings.setProperty(
        "listener.name.%s.%s.sasl.jaas.config"
            .formatted(CLIENT_LISTENER.toLowerCase(Locale.ROOT), SCRAM.toLowerCase(Locale.ROOT)),
        "org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"%s\" password=\"%s\";".formatted(ADMIN, adminPassword));
    settings.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.setProperty("super.users", "User:%s;User:ANONYMOUS".formatted(ADMIN));
  }

  /** Clients and broker authenticate each other by certificates, over TLS alone. */
  static void addTls(Properties settings, Tls tls) {
    settings.setProperty(
        "listener.security.protocol.map", CLIENT_LISTENER + ":SSL,CONTROLLER:PLAINTEXT");
    settings.setProperty("inter.broker.listener.name", CLIENT_LISTENER);
    settings.setProperty("ssl.client.auth", "required");
    settings.setProperty("ssl.keystore.type", "PKCS12");
    settings.setProperty("ssl.keystore.location", tls.keyStore().toString());
    settings.setProperty("ssl.keystore.password", tls.password());
    settings.setProperty("ssl.key.password", tls.password());
    settings.setProperty("ssl.truststore.type", "PEM");
    settings.setProperty("ssl.truststore.location", tls.trusted().toString());
  }

  /** The admin's credential, as the tool that formats takes it. */
  static String adminCredential(String password) {
    return "%s=[name=%s,password=%s]".formatted(SCRAM, ADMIN, password);
  }
}

package dev.admitone.schemas.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.embedded.SharedServices;
import dev.admitone.schemas.JsonLinesFormatter;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.topics.TopicSettings;
import dev.admitone.schemas.topics.Topics;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.tools.consumer.ConsoleConsumer;

/**
 * Kafka's console consumer with this module's formatter.
 *
 * @param java the program that starts the JVM
 */
record ConsoleConsumerRun(Path java) {

  private static final int PARTITIONS = 3;
  private static final String BROKER = SharedServices.kafka().bootstrapServers();
  static final UUID ID = UUID.randomUUID();
  private static final String CODE = "CONSOLE1";

  /** One record of each topic; in the requests topic, one before it that cannot be read. */
  static void publish() throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", BROKER);
    RedemptionRequest redeem = Requests.redeem(ID, CODE, "ann");
    var fingerprint = redeem.getContentFingerprint();
    byte[] request = RecordCodec.requests(1).encode(redeem);
    byte[] result =
        RecordCodec.results(1)
            .encode(
                new RedemptionDecided(
                    ID,
                    fingerprint,
                    CODE,
                    "ann",
                    Outcome.REDEEMED,
                    null,
                    null,
                    Instant.ofEpochMilli(0),
                    new Position(1, 2L),
                    new Position(1, 2L),
                    2L,
                    null,
                    null));
    byte[] snapshot =
        RecordCodec.snapshots(1).encode(new InviteSnapshot(ID, CODE, 3L, 1L, null, null, null, 2L));
    try (Admin admin = Admin.create(settings);
        var producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      create(admin);
      producer.send(record(Topics.REQUESTS, CODE, "garbage".getBytes(UTF_8))).get();
      producer.send(record(Topics.REQUESTS, CODE, request)).get();
      producer.send(record(Topics.RESULTS, ID.toString(), result)).get();
      producer.send(record(Topics.INVITES, CODE, snapshot)).get();
      var deadLetter = record(Topics.DEAD_LETTERS, CODE, "garbage".getBytes(UTF_8));
      deadLetter.headers().add(Topics.DEAD_LETTER_REASON_HEADER, "UNDECODABLE".getBytes(UTF_8));
      producer.send(deadLetter).get();
    }
  }

  /** The tests of one JVM share the broker: what another one created is there. */
  private static void create(Admin admin) throws Exception {
    Set<String> existing = admin.listTopics().names().get();
    admin
        .createTopics(
            Topics.settings(PARTITIONS).stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(TopicSettings::toNewTopic)
                .toList())
        .all()
        .get();
  }

  /** All that the tool prints on its standard output. */
  List<String> consumed(String topic, int count, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                ConsoleConsumer.class.getName(),
                "--bootstrap-server",
                BROKER,
                "--topic",
                topic,
                "--from-beginning",
                "--max-messages",
                String.valueOf(count),
                "--formatter",
                JsonLinesFormatter.class.getName()));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    // As the tool's script has it.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectError(ProcessBuilder.Redirect.to(new File("target", topic + ".stderr")));
    Process process = builder.start();
    List<String> lines = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("The tool ended with " + process.exitValue());
    }
    return lines;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), value);
  }
}

package dev.admitone.ops.support;

import dev.admitone.embedded.SharedServices;
import dev.admitone.schemas.topics.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Topics of a deployment of its own on the shared broker. */
public record TestLog(TopicNames topics, int partitions) {

  private static final int PARTITIONS = 4;

  /** Makes all topics of the deployment. */
  public static TestLog create() {
    TopicNames topics = new TopicNames("ops-%s.".formatted(UUID.randomUUID()));
    Map<String, Object> broker = Map.of("bootstrap.servers", bootstrapServers());
    try (Admin admin = Admin.create(broker)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topics.requests(), PARTITIONS, (short) 1)
                      .configs(Map.of("message.timestamp.type", "LogAppendTime")),
                  new NewTopic(topics.results(), PARTITIONS, (short) 1),
                  new NewTopic(topics.invites(), PARTITIONS, (short) 1)
                      .configs(Map.of("cleanup.policy", "compact")),
                  new NewTopic(topics.deadLetters(), PARTITIONS, (short) 1)
                      .configs(Map.of("max.message.bytes", "5242880"))))
          .all()
          .get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return new TestLog(topics, PARTITIONS);
  }

  /** Makes another topic. */
  public void create(String topic, int partitionCount) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, partitionCount, (short) 1))).all().get();
    }
  }

  public static String bootstrapServers() {
    return SharedServices.kafka().bootstrapServers();
  }

  /** The settings of a console on it, and more. */
  public String[] settings(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "--admit-one.prefix=" + topics.prefix();
    all[1] = "--admit-one.partitions=" + partitions;
    all[2] = "--spring.kafka.bootstrap-servers=" + bootstrapServers();
    System.arraycopy(more, 0, all, 3, more.length);
    return all;
  }
}

package dev.admitone.local;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.TopicSettings;
import dev.admitone.schemas.topics.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Brings a running stack into states that a client meets seldom, for tests of clients. The image
 * with everything in it has it; {@code ./admit} does not.
 */
public final class ProvokeMain {

  private static final String USAGE = "provoke dead-letter CODE | refuse | accept";

  private static final String OWNER = "postgres";

  private ProvokeMain() {}

  /**
   * Takes what is to happen from now on.
   *
   * <ul>
   *   <li>{@code dead-letter CODE}: each redemption of the code ends in the dead-letter topic
   *   <li>{@code refuse}: the broker refuses requests, so that they are answered 503
   *   <li>{@code accept}: it takes them again
   * </ul>
   */
  public static void main(String[] arguments) {
    // Before anything logs: the stack's log file is the stack's.
    System.setProperty("logback.configurationFile", "logback-topic.xml");
    Mains.run(() -> provoke(List.of(arguments)));
  }

  private static void provoke(List<String> what) {
    if (what.size() == 2 && what.getFirst().equals("dead-letter")) {
      deadLetter(
          InviteCodes.canonical(what.getLast())
              .orElseThrow(
                  () ->
                      new StartFailedException(
                          "'%s' is no code.".formatted(what.getLast()), null)));
    } else if (what.equals(List.of("refuse"))) {
      // Of no record, so the broker refuses each at once.
      setLargestRequest("0");
    } else if (what.equals(List.of("accept"))) {
      setLargestRequest(largestRequest());
    } else {
      throw new StartFailedException(USAGE, null);
    }
  }

  private static void deadLetter(String code) {
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s"
            .formatted(StackPort.POSTGRES.in(System.getenv()), EmbeddedDatabase.NAME);
    try (Connection owner = DriverManager.getConnection(url, OWNER, "");
        Statement statement = owner.createStatement()) {
      // The code is canonical, so it has no quotes. An operator's command has no user.
      statement.execute(
          """
          alter table redemption_decisions add constraint "provoked_%1$s"
            check (code <> '%1$s' or used_by is null) not valid
          """
              .formatted(code));
    } catch (SQLException e) {
      throw new StartFailedException("The database does not do it: " + e.getMessage(), e);
    }
  }

  private static String largestRequest() {
    return Topics.settings(Topics.PARTITION_COUNT_DEFAULT).stream()
        .filter(topic -> topic.name().equals(Topics.REQUESTS))
        .map(TopicSettings::configs)
        .map(configs -> configs.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
        .findFirst()
        .orElseThrow();
  }

  private static void setLargestRequest(String bytes) {
    String name = StackPrefix.in(System.getenv()).of(Topics.REQUESTS);
    AlterConfigOp set =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes), AlterConfigOp.OpType.SET);
    String broker = "127.0.0.1:" + StackPort.KAFKA.in(System.getenv());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), List.of(set)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new StartFailedException("The broker does not do it: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

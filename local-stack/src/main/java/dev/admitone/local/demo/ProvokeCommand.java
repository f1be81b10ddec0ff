package dev.admitone.local.demo;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.command.UsageException;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackPrefix;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Brings a running stack into rare states, for tests of clients. The image with everything in it
 * has the command; {@code ./admit} does not.
 */
@Command(
    name = "provoke",
    hidden = true,
    exitCodeOnInvalidInput = 1,
    customSynopsis = "provoke dead-letter CODE | refuse | accept")
public final class ProvokeCommand {

  private static final String OWNER = "postgres";

  private final Map<String, String> environment;

  /** Takes the environment, which has ports and prefix. */
  public ProvokeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** From now on each redemption of the code ends in the dead-letter topic. */
  @Command(name = "dead-letter", exitCodeOnInvalidInput = 1)
  void deadLetterRedemptions(@Parameters(paramLabel = "CODE") String code) {
    deadLetter(
        InviteCodes.canonical(code)
            .orElseThrow(() -> new UsageException("'%s' is no code.".formatted(code))));
  }

  /** From now on the broker refuses requests, so that the gateway responds with 503. */
  @Command(exitCodeOnInvalidInput = 1)
  void refuse() {
    // Of no record, so the broker refuses each at once.
    setLargestRequest("0");
  }

  /** The broker takes requests again. */
  @Command(exitCodeOnInvalidInput = 1)
  void accept() {
    setLargestRequest(largestRequest());
  }

  private void deadLetter(String code) {
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s"
            .formatted(StackPort.POSTGRES.in(environment), EmbeddedDatabase.NAME);
    try (Connection owner = DriverManager.getConnection(url, OWNER, "");
        Statement statement = owner.createStatement()) {
      // The code is canonical, so it has no quotes. Operators' commands have no user.
      statement.execute(
          """
          alter table redemption_decisions add constraint "provoked_%1$s"
            check (code <> '%1$s' or used_by is null) not valid
          """
              .formatted(code));
    } catch (SQLException e) {
      throw new CommandFailedException("The database does not do it: " + e.getMessage(), e);
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

  private void setLargestRequest(String bytes) {
    String name = StackPrefix.in(environment).of(Topics.REQUESTS);
    AlterConfigOp set =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes), AlterConfigOp.OpType.SET);
    String broker = "127.0.0.1:" + StackPort.KAFKA.in(environment);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), List.of(set)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new CommandFailedException("The broker does not do it: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package dev.admitone.faults.injection;

import static java.util.Objects.requireNonNull;

import dev.admitone.faults.environment.Environment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** A topic has another setting for a while, as after an operator's mistake. */
final class TopicSettingChanged implements Fault {

  private final Environment environment;
  private final ConfigResource topic;
  private final String name;
  private final String value;

  /** What the topic's own setting was; empty: it had none. */
  private Optional<String> before = Optional.empty();

  TopicSettingChanged(Environment environment, String topic, String name, String value) {
    this.environment = environment;
    this.topic = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    this.name = name;
    this.value = value;
  }

  @Override
  public void inject() {
    try (Admin admin = admin()) {
      Config settings =
          requireNonNull(admin.describeConfigs(List.of(topic)).values().get(topic)).get();
      ConfigEntry own = settings.get(name);
      before =
          own.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
              ? Optional.of(own.value())
              : Optional.empty();
      alter(admin, new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void heal() {
    try (Admin admin = admin()) {
      alter(
          admin,
          new ConfigEntry(name, before.orElse("")),
          before.isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void alter(Admin admin, ConfigEntry entry, AlterConfigOp.OpType type)
      throws ExecutionException, InterruptedException {
    admin
        .incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(entry, type))))
        .all()
        .get();
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers", environment.brokers(),
            "request.timeout.ms", "3000",
            "default.api.timeout.ms", "5000"));
  }
}

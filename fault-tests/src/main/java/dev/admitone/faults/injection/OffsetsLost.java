package dev.admitone.faults.injection;

import dev.admitone.faults.environment.Environment;
import dev.admitone.faults.processes.Member;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Committed offsets are gone, or back at the log's start, while no processor runs. */
final class OffsetsLost implements Fault {

  private static final Duration WAIT_MAX = Duration.ofSeconds(20);

  private final Environment environment;
  private final boolean isSetBack;

  OffsetsLost(Environment environment, boolean isSetBack) {
    this.environment = environment;
    this.isSetBack = isSetBack;
  }

  @Override
  public void inject() {
    environment.processors().forEach(Member::stop);
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", environment.brokers(),
                "request.timeout.ms", "3000",
                "default.api.timeout.ms", "5000"))) {
      // A member that did not leave in order stays in the group until its session ends. A broker
      // that another fault has is not waited for.
      Await.patiently().atMost(WAIT_MAX).ignoreExceptions().until(() -> isDone(admin));
    }
  }

  private boolean isDone(Admin admin) throws InterruptedException, ExecutionException {
    if (isSetBack) {
      TopicPartition partition = new TopicPartition(Topics.REQUESTS, 0);
      admin
          .alterConsumerGroupOffsets(
              environment.group(), Map.of(partition, new OffsetAndMetadata(0)))
          .all()
          .get();
    } else {
      admin.deleteConsumerGroups(List.of(environment.group())).all().get();
    }
    return true;
  }

  @Override
  public void heal() {
    environment.processors().forEach(Member::ensureRunning);
  }
}

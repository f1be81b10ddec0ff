package dev.admitone.processor.lanes;

import dev.admitone.processor.lanes.consumer.LaneConsumers;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Makes the container of a lane's consumer thread. */
final class LaneContainer {

  private LaneContainer() {}

  static KafkaMessageListenerContainer<byte[], byte[]> of(
      String name,
      LaneSettings settings,
      Lane lane,
      LaneErrorHandler errors,
      ApplicationEventPublisher events) {
    ContainerProperties properties = new ContainerProperties(settings.topic());
    properties.setMessageListener(lane);
    properties.setConsumerRebalanceListener(lane);
    properties.setAckMode(ContainerProperties.AckMode.MANUAL);
    // The next poll does not wait for the commit. After a lost one the results of its batch are
    // only published again.
    properties.setSyncCommits(false);
    // Without it a missing permission would end the thread.
    properties.setAuthExceptionRetryInterval(settings.backOff().max());
    properties.setPollTimeout(Duration.ofSeconds(1).toMillis());
    // After so long without records, what the lane waited for has passed, or is another lane's now.
    // A batch that fails comes back sooner than that.
    properties.setIdleEventInterval(settings.backOff().max().multipliedBy(3).toMillis());
    properties.setIdleBeforeDataMultiplier(1.0);
    if (settings.instance() != null) {
      properties
          .getKafkaConsumerProperties()
          .setProperty(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.memberName(name));
    }
    var consumers = LaneConsumers.around(settings.consumers(), settings.pace(), lane.commits());
    var made = new KafkaMessageListenerContainer<>(consumers, properties);
    made.setBeanName(name);
    made.setCommonErrorHandler(errors);
    made.setApplicationEventPublisher(events);
    return made;
  }
}

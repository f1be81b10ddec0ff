package dev.admitone.processor.lanes;

import dev.admitone.processor.comparison.LedgerComparison;
import dev.admitone.processor.lanes.consumer.LaneConsumers;
import dev.admitone.processor.records.RequestTranslator;
import dev.admitone.processor.redemption.BatchHandler;
import dev.admitone.processor.settings.ProcessorProperties;
import dev.admitone.service.ProvisionedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class LanesConfiguration {

  /** Kafka refuses them beside the protocol "consumer" (KIP-848). */
  private static final List<String> OF_CLASSIC_GROUPS =
      List.of(
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);

  /** Ends the waits of lanes. Boot brings a scheduler along only where methods are scheduled. */
  @Bean
  TaskScheduler laneScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setThreadNamePrefix("lane-waits-");
    return scheduler;
  }

  @Bean
  LaneSettings laneSettings(
      ProvisionedTopics topics,
      ConsumerFactory<byte[], byte[]> consumers,
      TaskScheduler scheduler,
      Clock clock,
      ProcessorProperties processor) {
    return new LaneSettings(
        topics.requests(),
        processor.instance(),
        consumers,
        scheduler,
        clock,
        processor.backOff(),
        processor.pace());
  }

  /** Where the broker assigns partitions, it decides what these defaults are about, too. */
  @Bean
  DefaultKafkaConsumerFactoryCustomizer groupProtocol() {
    return factory -> {
      Object protocol =
          factory.getConfigurationProperties().get(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
      if (GroupProtocol.CONSUMER.name().equalsIgnoreCase(String.valueOf(protocol))) {
        OF_CLASSIC_GROUPS.forEach(factory::removeConfig);
      }
    };
  }

  /** Needs the topics: a lane that began before they are verified could decide on wrong ones. */
  @Bean
  Lanes lanes(
      LaneSettings settings,
      BatchHandler handler,
      MeterRegistry registry,
      RequestTranslator translator,
      LedgerComparison comparison,
      ProcessorProperties processor) {
    LaneLag lag = new LaneLag(registry, settings.clock());
    int batchRecordsMax = LaneConsumers.batchRecordsMax(settings.consumers());
    List<Lane> lanes =
        IntStream.range(0, processor.lanes())
            .mapToObj(
                i ->
                    new Lane(
                        "lane-" + i,
                        settings,
                        translator,
                        handler,
                        lag,
                        processor.replay()
                            ? new ReplayBeginning()
                            : new ComparedBeginning(comparison, batchRecordsMax)))
            .toList();
    if (processor.replay()) {
      return new Lanes(lanes, null);
    }
    List<String> names =
        processor.instance() == null
            ? List.of()
            : lanes.stream().map(lane -> settings.memberName(lane.name())).toList();
    return new Lanes(
        lanes,
        new LedgerWatch(comparison, processor.compareInterval(), lanes, comparison.unread(names)));
  }

  @Bean
  GroupCheck groupCheck(KafkaProperties kafka, ProvisionedTopics topics) {
    return new GroupCheck(String.valueOf(kafka.getConsumer().getGroupId()), topics);
  }

  @Bean
  LanesHealth lanesHealthIndicator(Lanes lanes) {
    return new LanesHealth(lanes);
  }

  @Bean
  LaneThreadsHealth laneThreadsHealthIndicator(Lanes lanes) {
    return new LaneThreadsHealth(lanes);
  }
}

package dev.admitone.processor.kafka;

import dev.admitone.processor.ProcessorProperties;
import dev.admitone.processor.redemption.AnswerPublisher;
import dev.admitone.processor.redemption.BatchHandler;
import dev.admitone.schemas.ProfileSeal;
import dev.admitone.schemas.RecordCodec;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.TopicUse;
import dev.admitone.service.watch.TopicUses;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

  @Bean
  AnswerPublisher answerPublisher(
      ProducerFactory<byte[], byte[]> producers, ContractProperties contract) {
    return new KafkaAnswerPublisher(
        producers,
        new AnswerRecords(contract.writeVersion(), contract.topics(), contract.partitions()));
  }

  @Bean
  KafkaRefreshRequests refreshRequests(
      ProducerFactory<byte[], byte[]> producers,
      RefreshProperties refreshes,
      ProvisionedTopics topics,
      ContractProperties contract) {
    return new KafkaRefreshRequests(
        producers.copyWithConfigurationOverride(new HashMap<>(refreshes.producer())),
        RecordCodec.requests(contract.writeVersion()),
        topics);
  }

  /** Ends the waits of lanes. Boot brings a scheduler along only where methods are scheduled. */
  @Bean
  TaskScheduler laneScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setThreadNamePrefix("lane-waits-");
    return scheduler;
  }

  /** Needs the topics: a lane that began before they are verified could decide on wrong ones. */
  @Bean
  Lanes lanes(
      ProvisionedTopics topics,
      ConsumerFactory<byte[], byte[]> consumers,
      TaskScheduler scheduler,
      Clock clock,
      BatchHandler handler,
      MeterRegistry registry,
      ContractProperties contract,
      ProfileSeal seal,
      ProcessorProperties processor) {
    LaneSettings settings =
        new LaneSettings(
            topics.requests(),
            processor.instance(),
            consumers,
            scheduler,
            clock,
            processor.backOff().first(),
            processor.backOff().longest());
    RequestTranslator translator =
        new RequestTranslator(
            RecordCodec.requests(contract.writeVersion()),
            new CommandTranslator(seal),
            contract.partitions());
    LaneLag lag = new LaneLag(registry, clock);
    List<Lane> lanes =
        IntStream.range(0, processor.lanes())
            .mapToObj(i -> new Lane("lane-" + i, settings, translator, handler, lag))
            .toList();
    return new Lanes(lanes);
  }

  @Bean
  TopicUses topicUses(ProvisionedTopics topics) {
    return TopicUses.of(
        TopicUse.reads(topics.requests()),
        TopicUse.writes(topics.results()),
        TopicUse.writes(topics.invites()),
        TopicUse.writes(topics.deadLetters()));
  }

  @Bean
  GroupCheck groupCheck(KafkaProperties kafka, ProvisionedTopics topics, Lanes lanes) {
    return new GroupCheck(String.valueOf(kafka.getConsumer().getGroupId()), topics, lanes);
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

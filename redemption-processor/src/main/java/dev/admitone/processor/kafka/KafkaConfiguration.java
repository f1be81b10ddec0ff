package dev.admitone.processor.kafka;

import dev.admitone.processor.ProcessorProperties;
import dev.admitone.processor.places.LedgerPlaces;
import dev.admitone.processor.redemption.AnswerPublisher;
import dev.admitone.processor.redemption.BatchHandler;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.TopicUse;
import dev.admitone.service.watch.TopicUses;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

  @Bean
  AnswerPublisher answerPublisher(
      ProducerFactory<byte[], byte[]> producers,
      ContractProperties contract,
      ProcessorProperties processor) {
    if (processor.replay()) {
      return (_, _) -> CompletableFuture.allOf();
    }
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

  @Bean
  RequestTranslator requestTranslator(ContractProperties contract, ProfileSeal seal) {
    return new RequestTranslator(
        RecordCodec.requests(contract.writeVersion()),
        new CommandTranslator(seal),
        contract.partitions());
  }

  @Bean
  LedgerComparison ledgerComparison(
      LedgerPlaces ledger,
      KafkaAdmin admin,
      ConsumerFactory<byte[], byte[]> consumers,
      ProvisionedTopics topics,
      RequestTranslator translator,
      ContractProperties contract) {
    LogReader log =
        new LogReader(
            Admin.create(admin.getConfigurationProperties()),
            new LogRecords(consumers, topics.named("redemption-processor-comparison")),
            topics,
            String.valueOf(consumers.getConfigurationProperties().get("group.id")),
            translator,
            RecordCodec.results(contract.writeVersion()));
    return new LedgerComparison(ledger, log);
  }

  @Bean
  MeterBinder ledgerApart(LedgerComparison comparison) {
    return registry ->
        Gauge.builder("admitone.ledger.apart", comparison, one -> one.isApart() ? 1 : 0)
            .description("1 while ledger and log are apart and nothing is decided")
            .register(registry);
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
        processor.backOff().first(),
        processor.backOff().longest());
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
    int pollRecordsMax =
        new ConsumerConfig(settings.consumers().getConfigurationProperties())
            .getInt(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
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
                            : new ComparedBeginning(comparison, pollRecordsMax)))
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
  TopicUses topicUses(ProvisionedTopics topics) {
    return TopicUses.of(
        TopicUse.reads(topics.requests()),
        TopicUse.writes(topics.results()),
        TopicUse.writes(topics.invites()),
        TopicUse.writes(topics.deadLetters()));
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

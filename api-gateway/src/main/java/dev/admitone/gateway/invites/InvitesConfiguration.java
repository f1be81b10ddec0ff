package dev.admitone.gateway.invites;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.log.results.ResultsReader;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.KafkaClientSettings;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.TopicWatch;
import dev.admitone.service.watch.WatchedConsumer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class InvitesConfiguration {

  /** Millions of records are read at a start: in fewer and larger polls than by default. */
  private static final int POLL_RECORDS_MAX = 10_000;

  /** What a fetch may bring at once, on the heap. */
  private static final int FETCH_BYTES_MAX = 16 * 1024 * 1024;

  @Bean
  SnapshotArrivals arrivals() {
    return new SnapshotArrivals();
  }

  /**
   * Requires results to be remembered for long enough: uses that no snapshot has yet are in them.
   * Twice the interval, since the sweep and the lanes may be late.
   */
  @Bean
  InviteTable inviteTable(
      InviteProperties settings, ContractProperties contract, GatewayProperties gateway) {
    Duration least = contract.snapshotInterval().multipliedBy(2);
    if (contract.hasUsesInResults() && gateway.results().retention().compareTo(least) < 0) {
      throw new InvalidConfigurationPropertyValueException(
          "admit-one.gateway.results.retention",
          gateway.results().retention(),
          "It must be at least twice admit-one.snapshot-interval, which is %s: uses that no"
                  .formatted(contract.snapshotInterval())
              + " snapshot has yet are read from results.");
    }
    return new InviteTable(settings.maxSize().toBytes());
  }

  @Bean
  CountedUses countedUses(InviteTable table) {
    return new CountedUses(table);
  }

  @Bean
  InvitesReader invitesReader(
      KafkaClientSettings kafka,
      ProvisionedTopics topics,
      ContractProperties contract,
      TopicWatch watch,
      InviteTable table,
      SnapshotArrivals arrivals,
      Clock clock) {
    Map<String, Object> properties = kafka.consumer();
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A topic that is gone must be seen, not made again with the broker's defaults.
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // What the log no longer has was compacted, or lost: what there is now is the newest.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
    return new InvitesReader(
        () ->
            new WatchedConsumer<>(
                properties,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                watch::missing),
        IntStream.range(0, topics.partitionCount())
            .mapToObj(partition -> new TopicPartition(topics.invites(), partition))
            .toList(),
        new SnapshotHandler(
            RecordCodec.snapshots(contract.writeVersion()), table, arrivals, new TableBound(table)),
        clock);
  }

  @Bean
  ReplacedInvites replacedInvites(ProvisionedTopics topics, InvitesReader reader) {
    return new ReplacedInvites(topics.invites(), reader);
  }

  @Bean
  InviteView inviteView(
      InvitesReader reader, InviteTable table, SnapshotArrivals arrivals, ResultsReader results) {
    return new InviteView(reader::isReady, results::isCaughtUp, table, arrivals);
  }

  @Bean
  MeterBinder inviteMeters(InviteTable table) {
    return registry -> {
      Gauge.builder("admitone.invites.codes", table, InviteTable::codes)
          .description("Invites that this gateway knows")
          .register(registry);
      Gauge.builder("admitone.invites.size", table, InviteTable::bytes)
          .description("Memory that they take, outside of the heap")
          .baseUnit("bytes")
          .register(registry);
      Gauge.builder("admitone.invites.max.size", table, InviteTable::maxBytes)
          .description("Memory that they may take")
          .baseUnit("bytes")
          .register(registry);
    };
  }

  @Bean
  InvitesHealth invitesHealthIndicator(InvitesReader reader, InviteTable table) {
    return new InvitesHealth(reader, table);
  }

  @Bean
  InvitesThreadHealth invitesThreadHealthIndicator(InvitesReader reader) {
    return new InvitesThreadHealth(reader);
  }
}

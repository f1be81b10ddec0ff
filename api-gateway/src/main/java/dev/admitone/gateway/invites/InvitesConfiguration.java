package dev.admitone.gateway.invites;

import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.KafkaClientSettings;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.TopicWatch;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class InvitesConfiguration {

  /**
   * All gateways may have the same: a topology of global stores alone joins no group, makes no
   * topics, and keeps nothing on disk.
   */
  private static final String APPLICATION_ID = "api-gateway-invites";

  /**
   * Partitions are restored one after the other, and each waits for the last fetch of the one
   * before, which the broker delays that long: with the default, 24 of them take 12 s.
   */
  private static final int FETCH_WAIT_MILLIS_MAX = 50;

  @Bean
  SnapshotArrivals arrivals() {
    return new SnapshotArrivals();
  }

  @Bean
  InviteStreams inviteStreams(
      KafkaClientSettings kafka,
      ProvisionedTopics topics,
      ContractProperties contract,
      TopicWatch watch,
      SnapshotArrivals arrivals) {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            topics.named(APPLICATION_ID),
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            0,
            StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            LogAndContinueExceptionHandler.class,
            StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
            FETCH_WAIT_MILLIS_MAX));
    kafka.streams().forEach(properties::putIfAbsent);
    RecordCodec<InviteSnapshot> codec = RecordCodec.snapshots(contract.writeVersion());
    return new InviteStreams(
        () ->
            new KafkaStreams(
                InviteTopology.create(topics.invites(), codec, arrivals),
                properties,
                new WatchedClients(watch::missing)));
  }

  @Bean
  ReplacedInvites replacedInvites(ProvisionedTopics topics, InviteStreams streams) {
    return new ReplacedInvites(topics.invites(), streams);
  }

  @Bean
  InviteView inviteView(InviteStreams streams, SnapshotArrivals arrivals) {
    return new InviteView(streams, arrivals);
  }

  @Bean
  InvitesHealth invitesHealthIndicator(InviteStreams streams) {
    return new InvitesHealth(streams);
  }

  @Bean
  InvitesThreadHealth invitesThreadHealthIndicator(InviteStreams streams) {
    return new InvitesThreadHealth(streams);
  }
}

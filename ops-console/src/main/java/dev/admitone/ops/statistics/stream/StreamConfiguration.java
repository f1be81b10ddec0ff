package dev.admitone.ops.statistics.stream;

import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.settings.StatisticsProperties;
import dev.admitone.ops.statistics.counts.Limits;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.KafkaClientSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

  /** How long a number is behind at most, twice: the results are committed, then the counts. */
  private static final Duration COMMITS = Duration.ofMillis(500);

  /** How long the partitions of a console that was killed wait for the next one. */
  private static final Duration SESSION = Duration.ofSeconds(15);

  @Bean
  StatisticsReader statisticsReader(ObjectProvider<StatisticsStream> stream) {
    return new StatisticsReader(stream::getIfAvailable);
  }

  /** Those of a console that counts. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "admit-one.ops.statistics.enabled", matchIfMissing = true)
  static class Counting {

    @Bean
    StatisticsMeters statisticsMeters(MeterRegistry registry) {
      return new StatisticsMeters(registry);
    }

    @Bean
    StatisticsTopics statisticsTopics(
        KafkaProperties kafka, KafkaConnectionDetails connection, ContractProperties contract) {
      return new StatisticsTopics(
          config(new KafkaClientSettings(kafka, connection).streams(), contract.topics()),
          contract.topics());
    }

    @Bean
    StatisticsStream statisticsStream(
        StatisticsTopics topics,
        ContractProperties contract,
        StatisticsProperties settings,
        Ledger ledger,
        StatisticsMeters meters) {
      return new StatisticsStream(
          () ->
              StatisticsTopology.of(
                  contract.topics(),
                  contract.writeVersion(),
                  limits(settings),
                  new ReleasesTable(ledger),
                  meters),
          topics);
    }

    @Bean
    StatisticsHealth statisticsHealthIndicator(StatisticsStream stream) {
      return new StatisticsHealth(stream);
    }
  }

  static Map<String, Object> config(Map<String, Object> streams, TopicNames topics) {
    streams.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.statistics());
    streams.put(StreamsConfig.CLIENT_ID_CONFIG, topics.statistics());
    streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMITS.toMillis());
    streams.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) SESSION.toMillis());
    // Behind the first batch of a transaction, which a broker may refuse for a moment, others would
    // be refused as out of order, each with an error in the broker's lines.
    streams.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    streams.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    return streams;
  }

  static Limits limits(StatisticsProperties settings) {
    return new Limits(
        settings.minutesKept(),
        settings.hoursKept(),
        settings.codesMax(),
        settings.usersMax(),
        settings.refusalsMin(),
        settings.refusalsFactor(),
        settings.codesTried(),
        settings.usersRefused(),
        settings.alertsKept());
  }
}

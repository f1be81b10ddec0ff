package dev.admitone.service;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.StringUtils;

/**
 * What Kafka clients that a service makes by itself are configured with: the same as those that
 * Spring Boot makes, so that brokers, security protocol and SSL bundle ({@code spring.kafka.*})
 * apply to each of them. Each call returns a map of its own, to be changed.
 */
public final class KafkaClientSettings {

  private final KafkaProperties properties;
  private final KafkaConnectionDetails connection;

  /** With what Spring Boot read of {@code spring.kafka}. */
  public KafkaClientSettings(KafkaProperties properties, KafkaConnectionDetails connection) {
    this.properties = properties;
    this.connection = connection;
  }

  /** Those of a producer. */
  public Map<String, Object> producer() {
    return connected(properties.buildProducerProperties(), connection.getProducer());
  }

  /** Those of a consumer. */
  public Map<String, Object> consumer() {
    return connected(properties.buildConsumerProperties(), connection.getConsumer());
  }

  /** Those of Kafka Streams, for all of its clients. */
  public Map<String, Object> streams() {
    return connected(properties.buildStreamsProperties(), connection.getStreams());
  }

  private static Map<String, Object> connected(
      Map<String, Object> settings, KafkaConnectionDetails.Configuration connection) {
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
    String protocol = connection.getSecurityProtocol();
    if (StringUtils.hasLength(protocol)) {
      settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
    }
    SslBundle bundle = connection.getSslBundle();
    if (bundle != null) {
      settings.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
      // Where that class looks for it.
      settings.put(SslBundle.class.getName(), bundle);
    }
    return settings;
  }
}

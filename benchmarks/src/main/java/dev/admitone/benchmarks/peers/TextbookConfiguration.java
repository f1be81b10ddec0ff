package dev.admitone.benchmarks.peers;

import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.transaction.support.TransactionTemplate;

/** The textbook's beans. */
@Configuration(proxyBeanMethods = false)
@EnableKafka
class TextbookConfiguration {

  private static final int LISTENERS = 2;

  /** The row lock lasts until the commit, so that the limit cannot be passed. */
  private static final String LOCK =
      "select id from peer.invites where code = ? and (max_uses is null or current_uses < max_uses)"
          + " for update";

  private static final String INSERT =
      "insert into peer.invite_uses (invite_id, used_by) values (?, ?)"
          + " on conflict (invite_id, used_by) do nothing";

  private static final String COUNT =
      "update peer.invites set current_uses = current_uses + 1 where id = ?";

  @Bean
  HikariDataSource textbookPool(TestBed testBed) {
    return JdbcPeer.pool(testBed, LISTENERS);
  }

  @Bean
  ProducerFactory<String, String> producers(TestBed testBed) {
    Map<String, Object> settings = new HashMap<>(TextbookPipeline.settings(testBed));
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new DefaultKafkaProducerFactory<>(
        settings, new StringSerializer(), new StringSerializer());
  }

  @Bean
  KafkaTemplate<String, String> replyTemplate(ProducerFactory<String, String> producers) {
    return new KafkaTemplate<>(producers);
  }

  @Bean
  ConcurrentKafkaListenerContainerFactory<String, String> kafkaListenerContainerFactory(
      TestBed testBed, KafkaTemplate<String, String> replyTemplate) {
    var factory = new ConcurrentKafkaListenerContainerFactory<String, String>();
    factory.setConsumerFactory(consumers(testBed, "textbook"));
    factory.setConcurrency(LISTENERS);
    factory.setReplyTemplate(replyTemplate);
    return factory;
  }

  @Bean
  ReplyingKafkaTemplate<String, String, String> asking(
      TestBed testBed, ProducerFactory<String, String> producers) {
    // A group of its own for each run, which reads all replies; those of others it ignores.
    ContainerProperties replies = new ContainerProperties(TextbookPipeline.REPLIES);
    var container =
        new KafkaMessageListenerContainer<>(
            consumers(testBed, "textbook-" + UUID.randomUUID()), replies);
    var template = new ReplyingKafkaTemplate<>(producers, container);
    template.setSharedReplyTopic(true);
    return template;
  }

  @Bean
  TextbookPipeline.Callers callers(ReplyingKafkaTemplate<String, String, String> asking) {
    return new TextbookPipeline.Callers(asking);
  }

  @Bean
  Listener listener(DataSource pool) {
    return new Listener(pool);
  }

  private static DefaultKafkaConsumerFactory<String, String> consumers(
      TestBed testBed, String group) {
    Map<String, Object> settings = new HashMap<>(TextbookPipeline.settings(testBed));
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    // A reader of replies that began at the end could begin behind the first one.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new DefaultKafkaConsumerFactory<>(
        settings, new StringDeserializer(), new StringDeserializer());
  }

  /** One record, one transaction, one reply. */
  static class Listener {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    Listener(DataSource pool) {
      this.jdbc = new JdbcTemplate(pool);
      this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    @KafkaListener(topics = TextbookPipeline.REQUESTS)
    @SendTo
    public String redeem(String userId) {
      return transactions.execute(_ -> decide(userId));
    }

    private String decide(String userId) {
      var found = jdbc.queryForList(LOCK, UUID.class, PeerTables.HOT);
      if (found.isEmpty()) {
        return "EXHAUSTED";
      }
      if (jdbc.update(INSERT, found.getFirst(), userId) == 0) {
        return "ALREADY_USED";
      }
      jdbc.update(COUNT, found.getFirst());
      return "REDEEMED";
    }
  }
}

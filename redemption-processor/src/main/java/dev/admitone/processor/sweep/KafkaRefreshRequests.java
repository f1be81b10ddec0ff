package dev.admitone.processor.sweep;

import dev.admitone.processor.redemption.RefreshRequests;
import dev.admitone.schemas.codes.RequestRecords;
import dev.admitone.schemas.codes.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Appends with a producer of its own, which gives up early: the caller holds a database transaction
 * open meanwhile, and what it gives up it does again. The lanes' producer is not touched.
 */
final class KafkaRefreshRequests implements RefreshRequests, DisposableBean {

  /** Together below the session's time-out for a transaction that idles. */
  private static final Map<String, Object> GIVES_UP_EARLY =
      Map.of(
          ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(Duration.ofSeconds(3)),
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(Duration.ofSeconds(3)),
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(Duration.ofSeconds(5)));

  private final ProducerFactory<byte[], byte[]> producers;
  private final RequestRecords records;

  KafkaRefreshRequests(
      ProducerFactory<byte[], byte[]> producers, RequestRecords records, String clientId) {
    Map<String, Object> own = new HashMap<>(GIVES_UP_EARLY);
    own.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    this.producers = producers.copyWithConfigurationOverride(own);
    this.records = records;
  }

  @Override
  public void append(Collection<String> codes) {
    try {
      send(codes);
    } catch (ExecutionException | KafkaException e) {
      throw notAppended(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void send(Collection<String> codes) throws ExecutionException, InterruptedException {
    Producer<byte[], byte[]> producer = producers.createProducer();
    List<Future<RecordMetadata>> sent = new ArrayList<>(codes.size());
    for (String code : codes) {
      // Under a new id each time: a refresh is no decision, and no gateway waits for a result.
      Future<RecordMetadata> one =
          producer.send(records.of(Requests.refresh(UUID.randomUUID(), code)));
      sent.add(one);
      if (one.isDone()) {
        // Failed, most likely: the next one would wait as long again.
        one.get();
      }
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }

  private RuntimeException notAppended(Exception failure) {
    // The failure may have left the producer unusable: the next time there is a new one.
    producers.reset();
    return new IllegalStateException("the log did not take the refreshes", failure);
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  @Override
  public void destroy() {
    producers.reset();
  }
}

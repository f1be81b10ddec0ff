package dev.admitone.processor.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.processor.redemption.RefreshRequests;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.Refresh;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.service.ProvisionedTopics;
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
import org.apache.kafka.clients.producer.ProducerRecord;
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

  private static final String CLIENT_ID = "redemption-processor-refreshes";

  private final ProducerFactory<byte[], byte[]> producers;
  private final RecordCodec<RedemptionRequest> codec;
  private final ProvisionedTopics topics;

  KafkaRefreshRequests(
      ProducerFactory<byte[], byte[]> producers,
      RecordCodec<RedemptionRequest> codec,
      ProvisionedTopics topics) {
    Map<String, Object> own = new HashMap<>(GIVES_UP_EARLY);
    own.put(ProducerConfig.CLIENT_ID_CONFIG, topics.named(CLIENT_ID));
    this.producers = producers.copyWithConfigurationOverride(own);
    this.codec = codec;
    this.topics = topics;
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
      Future<RecordMetadata> one = producer.send(record(code));
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
    // Whatever state the failure left the producer in: the next time there is a new one.
    producers.reset();
    return new IllegalStateException("the log did not take the refreshes", failure);
  }

  /** Under a new id each time: refreshes are no decisions, and nobody asks for their answers. */
  private ProducerRecord<byte[], byte[]> record(String code) {
    Refresh refresh = new Refresh();
    RedemptionRequest request =
        new RedemptionRequest(
            UUID.randomUUID(),
            ContentFingerprints.of(code, refresh),
            code,
            null,
            null,
            null,
            null,
            refresh,
            null,
            null,
            null);
    return new ProducerRecord<>(
        topics.requests(),
        InviteCodes.partition(code, topics.partitionCount()),
        code.getBytes(UTF_8),
        codec.encode(request));
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  @Override
  public void destroy() {
    producers.reset();
  }
}

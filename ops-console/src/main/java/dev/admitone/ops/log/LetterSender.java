package dev.admitone.ops.log;

import dev.admitone.ops.history.Position;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import dev.admitone.schemas.codes.InviteCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends dead letters to the requests topic, with the bytes and the key that they have. */
public final class LetterSender {

  private static final Logger LOG = LoggerFactory.getLogger(LetterSender.class);

  private final Supplier<Producer<byte[], byte[]>> producer;
  private final String topic;
  private final int partitions;
  private final RecordCodec<RedemptionRequest> requests;

  LetterSender(
      Supplier<Producer<byte[], byte[]>> producer,
      String topic,
      int partitions,
      RecordCodec<RedemptionRequest> requests) {
    this.producer = producer;
    this.topic = topic;
    this.partitions = partitions;
    this.requests = requests;
  }

  /**
   * Requires that the log can be written now. Nothing is sent.
   *
   * @throws RefusedCallException otherwise
   */
  public void requireLog() {
    int there;
    try {
      there = producer.get().partitionsFor(topic).size();
    } catch (KafkaException e) {
      LOG.warn("The log does not take dead letters: {}", e.toString());
      throw new RefusedCallException(Reason.LOG_UNAVAILABLE);
    }
    if (there != partitions) {
      throw new IllegalStateException(
          "The topic %s has %d partitions, but admit-one.partitions is %d"
              .formatted(topic, there, partitions));
    }
  }

  /** Appends each of them once, and returns what became of each, in the same order. */
  public List<SentLetter> append(List<ConsumerRecord<byte[], byte[]>> letters) {
    List<Future<RecordMetadata>> sends = new ArrayList<>(letters.size());
    List<SentLetter> sent = new ArrayList<>(letters.size());
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      var record = new ProducerRecord<>(topic, partition(letter), letter.key(), letter.value());
      sends.add(producer.get().send(record));
    }
    for (Future<RecordMetadata> send : sends) {
      sent.add(sent(send));
    }
    return sent;
  }

  private static SentLetter sent(Future<RecordMetadata> send) {
    try {
      RecordMetadata record = send.get();
      return new SentLetter(new Position(record.partition(), record.offset()), false, null);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      LOG.warn("The log has not acknowledged a dead letter: {}", String.valueOf(cause));
      boolean refused =
          cause instanceof RecordTooLargeException || cause instanceof AuthorizationException;
      return new SentLetter(null, !refused, error(cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SentLetter(null, true, "The console was stopped");
    }
  }

  private static String error(@Nullable Throwable cause) {
    return cause == null ? "Not acknowledged" : cause.getClass().getSimpleName();
  }

  /**
   * The partition of the key, as for each request: so a letter that lay on a wrong one comes to its
   * own. A question lies on the partition that it asks about. What has no key, and is no request,
   * lies where it came from.
   */
  private int partition(ConsumerRecord<byte[], byte[]> letter) {
    RedemptionRequest request = decoded(letter);
    if (request != null && request.getAsk() != null) {
      int asked = request.getAsk().getAt().getPartition();
      return asked >= 0 && asked < partitions ? asked : letter.partition() % partitions;
    }
    if (letter.key() != null) {
      return Utils.toPositive(Utils.murmur2(letter.key())) % partitions;
    }
    return request == null
        ? letter.partition() % partitions
        : InviteCodes.partition(request.getCode(), partitions);
  }

  private @Nullable RedemptionRequest decoded(ConsumerRecord<byte[], byte[]> letter) {
    byte[] bytes = letter.value();
    if (bytes == null || bytes.length > RecordCodec.REQUEST_BYTES_MAX) {
      return null;
    }
    try {
      return requests.decode(bytes);
    } catch (UndecodableRecordException e) {
      return null;
    }
  }
}

package dev.admitone.schemas.codes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the records of requests: the key, the partition and the encoded value.
 *
 * @param topic the requests topic's name
 * @param partitionCount how many partitions it has
 * @param codec writes the version that all services read
 */
public record RequestRecords(
    String topic, int partitionCount, RecordCodec<RedemptionRequest> codec) {

  /**
   * The record of a request. A question lies on the partition that it asks about, so behind the
   * request, and has the request id as its key.
   */
  public ProducerRecord<byte[], byte[]> of(RedemptionRequest request) {
    return new ProducerRecord<>(
        topic, partition(request), key(request).getBytes(UTF_8), codec.encode(request));
  }

  /** The key of a request's record, as text. */
  public static String key(RedemptionRequest request) {
    return request.getAsk() == null ? request.getCode() : request.getRequestId().toString();
  }

  private int partition(RedemptionRequest request) {
    return request.getAsk() == null
        ? InviteCodes.partition(request.getCode(), partitionCount)
        : request.getAsk().getAt().getPartition();
  }
}

package dev.admitone.schemas.codes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the records of results: the key, the partition and the encoded value.
 *
 * @param topic the results topic's name
 * @param codec writes the version that all services read
 */
public record ResultRecords(String topic, RecordCodec<RedemptionDecided> codec) {

  /**
   * The record of a result. It lies on the partition number of the request that got it, so that
   * results have the order of requests. Its key is the request id as text, for the usual tools.
   */
  public ProducerRecord<byte[], byte[]> of(RedemptionDecided result) {
    return new ProducerRecord<>(
        topic,
        result.getAnsweredPosition().getPartition(),
        result.getRequestId().toString().getBytes(UTF_8),
        codec.encode(result));
  }
}

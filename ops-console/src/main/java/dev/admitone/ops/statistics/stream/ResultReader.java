package dev.admitone.ops.statistics.stream;

import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codec.UndecodableRecordException;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes results. What cannot be decoded becomes a value too: it must not end the thread. */
final class ResultReader implements Deserializer<ReadResult> {

  private final RecordCodec<RedemptionDecided> codec;

  ResultReader(RecordCodec<RedemptionDecided> codec) {
    this.codec = codec;
  }

  @Override
  public ReadResult deserialize(String topic, byte[] bytes) {
    try {
      return new ReadResult(bytes, codec.decode(bytes), null);
    } catch (UndecodableRecordException e) {
      return new ReadResult(bytes, null, e.getMessage());
    }
  }
}

package dev.admitone.processor;

import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.DeadLetterReason;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that no decision is possible about.
 *
 * @param detail what its dead letter says in words, or a part of it
 * @param told what whoever waits for it is told; null if not even its id can be read
 */
record Poison(
    String name,
    DeadLetterReason reason,
    String detail,
    @Nullable Told told,
    ProducerRecord<byte[], byte[]> record) {

  @Override
  public String toString() {
    return name;
  }

  /** What a result tells of a request, as far as it could be read. */
  record Told(ContentFingerprint fingerprint, String code, @Nullable String userId) {

    static final Told ID_ONLY = new Told(new ContentFingerprint(new byte[16]), "", null);
  }
}

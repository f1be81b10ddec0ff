package dev.admitone.schemas.codes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Results and snapshots lie where gateways look for them. */
class ResultRecordsTest {

  private static final UUID ID = UUID.fromString("01a20f76-dfaf-709e-8a73-49882d36da2a");
  private static final int PARTITIONS = 24;

  @Test
  void aResultLiesOnThePartitionOfTheRequestThatItAnswersUnderItsId() throws Exception {
    RedemptionDecided repeated =
        new RedemptionDecided(
            ID,
            new ContentFingerprint(new byte[16]),
            "KTEST1",
            "ann",
            Outcome.REDEEMED,
            null,
            null,
            Instant.EPOCH,
            new Position(3, 41L),
            new Position(7, 2L),
            null,
            null,
            null);
    ProducerRecord<byte[], byte[]> record =
        new ResultRecords("results", RecordCodec.results(2)).of(repeated);
    assertThat(record.topic()).isEqualTo("results");
    assertThat(record.partition()).isEqualTo(7);
    assertThat(new String(record.key(), UTF_8)).isEqualTo(ID.toString());
    assertThat(RecordCodec.results(2).decode(record.value())).isEqualTo(repeated);
  }

  @Test
  void aSnapshotLiesOnThePartitionOfItsCodeUnderTheCode() throws Exception {
    InviteSnapshot snapshot = new InviteSnapshot(ID, "KTEST1", 3L, 1L, null, null, null, 2L);
    ProducerRecord<byte[], byte[]> record =
        new SnapshotRecords("invites", PARTITIONS, RecordCodec.snapshots(2)).of(snapshot);
    assertThat(record.topic()).isEqualTo("invites");
    assertThat(record.partition()).isEqualTo(InviteCodes.partition("KTEST1", PARTITIONS));
    assertThat(new String(record.key(), UTF_8)).isEqualTo("KTEST1");
    assertThat(RecordCodec.snapshots(2).decode(record.value())).isEqualTo(snapshot);
  }
}

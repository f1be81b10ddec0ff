package dev.admitone.schemas.codes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests and their records are what the processor takes. */
class RequestsTest {

  private static final UUID ID = UUID.fromString("01a20f76-dfaf-709e-8a73-49882d36da2a");
  private static final String CODE = "KTEST1";
  private static final int PARTITIONS = 24;
  private static final ChangeInvite REVOKE =
      ChangeInvite.newBuilder()
          .setChangesRevoked(true)
          .setRevoked(true)
          .setChangedBy("operator")
          .build();

  private final RequestRecords records =
      new RequestRecords("requests", PARTITIONS, RecordCodec.requests(2));

  static List<RedemptionRequest> ofCodes() {
    return List.of(
        Requests.redeem(ID, CODE, "ann"),
        Requests.createInvite(ID, CODE, Requests.creation(3L, null, null, "operator")),
        Requests.changeInvite(ID, CODE, REVOKE),
        Requests.releaseUse(ID, CODE, new UUID(0, 1), "a mistake", "operator"),
        Requests.refresh(ID, CODE));
  }

  static List<RedemptionRequest> all() {
    return Stream.concat(ofCodes().stream(), Stream.of(Requests.ask(ID, 7, 41))).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theFingerprintIsThatOfTheContent(RedemptionRequest request) {
    assertThat(request.getRequestId()).isEqualTo(ID);
    assertThat(ContentFingerprints.of(request)).contains(request.getContentFingerprint());
  }

  @ParameterizedTest
  @MethodSource("ofCodes")
  void aRequestLiesOnThePartitionOfItsCodeUnderTheCode(RedemptionRequest request) throws Exception {
    ProducerRecord<byte[], byte[]> record = records.of(request);
    assertThat(record.topic()).isEqualTo("requests");
    assertThat(record.partition()).isEqualTo(InviteCodes.partition(CODE, PARTITIONS));
    assertThat(new String(record.key(), UTF_8)).isEqualTo(CODE);
    assertThat(RecordCodec.requests(2).decode(record.value())).isEqualTo(request);
  }

  @Test
  void aQuestionLiesOnThePartitionThatItAsksAboutUnderItsId() {
    ProducerRecord<byte[], byte[]> record = records.of(Requests.ask(ID, 7, 41));
    assertThat(record.partition()).isEqualTo(7);
    assertThat(new String(record.key(), UTF_8)).isEqualTo(ID.toString());
  }

  @Test
  void aSignupHasTheFingerprintThatItIsGiven() {
    ContentFingerprint fingerprint = new ContentFingerprint(new byte[16]);
    RedemptionRequest request =
        Requests.signUp(ID, fingerprint, CODE, "ann", "sealed".getBytes(UTF_8));
    assertThat(request.getContentFingerprint()).isEqualTo(fingerprint);
    assertThat(request.getRedeem().getSignup().getSealedProfile())
        .isEqualTo(UTF_8.encode("sealed"));
    assertThat(ContentFingerprints.of(request)).isEmpty();
  }

  @Test
  void withoutALimitAnInviteIsUnlimited() {
    assertThat(Requests.creation(null, null, null, "operator").getUnlimited()).isTrue();
    assertThat(Requests.creation(0L, null, null, "operator").getUnlimited()).isFalse();
  }
}

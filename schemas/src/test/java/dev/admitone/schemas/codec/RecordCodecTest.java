package dev.admitone.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.DeadLetterReason;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.ContentFingerprints;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  private final RecordCodec<RedemptionRequest> codec = RecordCodec.requests(1);
  private final RedemptionRequest request = redeem("KTEST1", "user-1");

  @Test
  void whatIsEncodedIsDecodedTheSame() throws Exception {
    assertThat(codec.decode(codec.encode(request))).isEqualTo(request);
  }

  @Test
  void aRequestIsMarkedAsAvroSingleObject() {
    assertThat(codec.encode(request)).startsWith(0xC3, 0x01);
  }

  @Test
  void bytesThatAreNoRecordAreUndecodable() {
    assertThat(reasonFor("garbage".getBytes(UTF_8))).isEqualTo(DeadLetterReason.UNDECODABLE);
    assertThat(reasonFor(new byte[0])).isEqualTo(DeadLetterReason.UNDECODABLE);
  }

  @Test
  void aRecordCutShortIsUndecodableWhereverItIsCut() {
    byte[] whole = codec.encode(request);
    for (int length = 0; length < whole.length; length++) {
      assertThat(reasonFor(Arrays.copyOf(whole, length))).isEqualTo(DeadLetterReason.UNDECODABLE);
    }
  }

  @Test
  void aRecordThatGoesOnAfterItsEndIsUndecodable() {
    byte[] whole = codec.encode(request);
    assertThat(reasonFor(Arrays.copyOf(whole, whole.length + 1)))
        .isEqualTo(DeadLetterReason.UNDECODABLE);
  }

  @Test
  void aSchemaThatWasNeverPublishedIsUnknown() {
    byte[] bytes = codec.encode(request);
    bytes[2] ^= 1;
    assertThat(reasonFor(bytes)).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
    assertThat(codec.peekRequestId(bytes)).isEmpty();
  }

  @Test
  void aShortRecordThatClaimsAHugeStringIsUndecodableAndAllocatesNothing() {
    byte[] header = Arrays.copyOf(codec.encode(request), 10);
    ByteBuffer claim = ByteBuffer.allocate(10 + 16 + 16 + 5);
    claim.put(header).put(new byte[32]).put(varintOf(1_500_000_000L));
    assertThat(reasonFor(claim.array())).isEqualTo(DeadLetterReason.UNDECODABLE);
  }

  @Test
  void theRequestIdIsReadableWhereTheRestIsNot() {
    byte[] whole = codec.encode(request);
    assertThat(codec.peekRequestId(Arrays.copyOf(whole, 30))).contains(request.getRequestId());
    assertThat(codec.peekRequestId(Arrays.copyOf(whole, 20))).isEmpty();
    assertThat(codec.peekRequestId("garbage, but long enough for it".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void aVersionThatThisReleaseLacksCannotBeWritten() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> RecordCodec.requests(99))
        .withMessageContaining("write-version is 99");
  }

  private DeadLetterReason reasonFor(byte[] bytes) {
    return catchThrowableOfType(UndecodableRecordException.class, () -> codec.decode(bytes))
        .reason();
  }

  private static byte[] varintOf(long value) {
    long zigzag = value << 1;
    byte[] bytes = new byte[5];
    for (int i = 0; i < 5; i++) {
      bytes[i] = (byte) ((zigzag & 0x7F) | (i < 4 ? 0x80 : 0));
      zigzag >>>= 7;
    }
    return bytes;
  }

  private static RedemptionRequest redeem(String code, String user) {
    Redeem command = Redeem.newBuilder().setUserId(user).build();
    ContentFingerprint fingerprint = ContentFingerprints.of(code, command);
    return RedemptionRequest.newBuilder()
        .setRequestId(UUID.randomUUID())
        .setContentFingerprint(fingerprint)
        .setCode(code)
        .setRedeem(command)
        .build();
  }
}

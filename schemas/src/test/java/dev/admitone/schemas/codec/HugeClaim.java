package dev.admitone.schemas.codec;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.avro.SchemaNormalization;

/** Run in a JVM of its own: uses a contract class first, then decodes a claim of 1.5 GB. */
final class HugeClaim {

  private static final byte[] CLAIM = HexFormat.of().parseHex("80bcc1960b");

  private HugeClaim() {}

  public static void main(String[] arguments) {
    long fingerprint = SchemaNormalization.parsingFingerprint64(RedemptionRequest.getClassSchema());
    ByteBuffer record = ByteBuffer.allocate(10 + 32 + CLAIM.length);
    record.put(new byte[] {(byte) 0xC3, 1}).putLong(Long.reverseBytes(fingerprint));
    record.put(new byte[32]).put(CLAIM);
    try {
      RecordCodec.requests(1).decode(record.array());
    } catch (UndecodableRecordException e) {
      System.out.println(e.reason());
    }
  }
}

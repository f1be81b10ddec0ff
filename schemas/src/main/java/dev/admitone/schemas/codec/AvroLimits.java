package dev.admitone.schemas.codec;

import dev.admitone.schemas.avro.RedemptionRequest;
import org.apache.avro.SystemLimitException;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Bounds what a decoder may allocate and which classes it may make.
 *
 * <p>The limits are a second protection: Avro reads them once, when it first parses a schema with a
 * fixed, so they come too late where other code used such a schema before. The first protection is
 * {@link RecordCodec#decode}, which never accepts a claim of more bytes than the record has. Limits
 * that an operator set stay. Since 1.12.2 Avro makes instances of trusted classes only; here, of
 * the contract's.
 */
final class AvroLimits {

  /** No field of a valid record is longer than the whole record may be. */
  private static final String LENGTH_MAX = String.valueOf(RecordCodec.REQUEST_BYTES_MAX);

  private static final String CONTRACT_PACKAGE = RedemptionRequest.class.getPackageName();

  private AvroLimits() {}

  static void apply() {
    // The names are compile-time constants: reading them does not load Avro's class.
    setIfAbsent(SystemLimitException.MAX_STRING_LENGTH_PROPERTY);
    setIfAbsent(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY);
    setIfAbsent(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY);
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            type -> type.getPackageName().equals(CONTRACT_PACKAGE)));
  }

  private static void setIfAbsent(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, LENGTH_MAX);
    }
  }
}

package dev.admitone.gateway.invites;

import dev.admitone.schemas.avro.InviteSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One invite between its two forms: the packed one, and that of its fields. Packed, a code of 12
 * characters with a limit takes 20 bytes, 28 with a time at which it expires. An object is used
 * again for the next invite. Used by one thread at a time.
 *
 * <pre>
 *  4 bytes  the next entry's address
 *  1        size of the entry in units of 4 bytes
 *  1        length of the code
 *  1        which of the fields below there are
 *  n        the code, 6 bits for each character
 *  varints  version of the uses, uses; version of the definition, limit, and the times in
 *           milliseconds
 * </pre>
 */
final class InviteEntry {

  /** The longest entry: 64 characters, and seven numbers of ten bytes at most. */
  static final int BYTES_MAX = 128;

  static final int CODE_LENGTH_MAX = 64;

  private static final int SIZE_AT = 4;
  private static final int CODE_LENGTH_AT = 5;
  private static final int FIELDS_AT = 6;
  private static final int CODE_AT = 7;

  private static final int DEFINED = 1;
  private static final int LIMITED = 2;
  private static final int STARTS = 4;
  private static final int EXPIRES = 8;
  private static final int REVOKED = 16;

  private final byte[] bytes = new byte[BYTES_MAX];
  private int fields;
  private long usesVersion;
  private long uses;
  private long definitionVersion;
  private long maxUses;
  private long startsMillis;
  private long expiresMillis;
  private long revokedMillis;
  private int at;

  /** The packed form; its first bytes are read and written by the table. */
  byte[] bytes() {
    return bytes;
  }

  static int size(byte[] packed) {
    return packed[SIZE_AT];
  }

  static int codeLength(byte[] packed) {
    return packed[CODE_LENGTH_AT];
  }

  /**
   * Packs the code behind the header.
   *
   * @return false if it is none
   */
  static boolean packCode(String code, byte[] to) {
    int length = code.length();
    if (length == 0 || length > CODE_LENGTH_MAX) {
      return false;
    }
    to[CODE_LENGTH_AT] = (byte) length;
    int place = CODE_AT;
    int bits = 0;
    int bitCount = 0;
    for (int i = 0; i < length; i++) {
      int symbol = symbol(code.charAt(i));
      if (symbol < 0) {
        return false;
      }
      bits = (bits << 6) | symbol;
      bitCount += 6;
      if (bitCount >= 8) {
        bitCount -= 8;
        to[place++] = (byte) (bits >> bitCount);
      }
    }
    if (bitCount > 0) {
      to[place] = (byte) (bits << (8 - bitCount));
    }
    return true;
  }

  private static int symbol(char character) {
    if (character >= 'A' && character <= 'Z') {
      return character - 'A' + 1;
    }
    if (character >= '0' && character <= '9') {
      return character - '0' + 27;
    }
    return switch (character) {
      case '-' -> 37;
      case '_' -> 38;
      default -> -1;
    };
  }

  static boolean isSameCode(byte[] one, byte[] other) {
    if (one[CODE_LENGTH_AT] != other[CODE_LENGTH_AT]) {
      return false;
    }
    for (int i = CODE_AT, end = codeEnd(one); i < end; i++) {
      if (one[i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  /** A number that tells codes apart in its lowest bits, too. */
  static int hash(byte[] packed) {
    long hash = packed[CODE_LENGTH_AT];
    for (int i = CODE_AT, end = codeEnd(packed); i < end; i++) {
      hash = (hash ^ packed[i]) * 0x9E3779B97F4A7C15L;
    }
    hash ^= hash >>> 32;
    hash *= 0xD6E8FEB86659FD93L;
    return (int) (hash >>> 32);
  }

  private static int codeEnd(byte[] packed) {
    return CODE_AT + (packed[CODE_LENGTH_AT] * 6 + 7) / 8;
  }

  /** Reads the fields from the packed form. */
  void unpack() {
    fields = bytes[FIELDS_AT];
    at = codeEnd(bytes);
    usesVersion = next();
    uses = next();
    definitionVersion = has(DEFINED) ? next() : 0;
    maxUses = has(LIMITED) ? next() : 0;
    startsMillis = has(STARTS) ? next() : 0;
    expiresMillis = has(EXPIRES) ? next() : 0;
    revokedMillis = has(REVOKED) ? next() : 0;
  }

  /**
   * Writes the fields into the packed form, behind the code.
   *
   * @return its size in units
   */
  int pack() {
    bytes[FIELDS_AT] = (byte) fields;
    at = codeEnd(bytes);
    add(usesVersion);
    add(uses);
    addIf(DEFINED, definitionVersion);
    addIf(LIMITED, maxUses);
    addIf(STARTS, startsMillis);
    addIf(EXPIRES, expiresMillis);
    addIf(REVOKED, revokedMillis);
    int size = (at + Chunks.UNIT_BYTES - 1) / Chunks.UNIT_BYTES;
    bytes[SIZE_AT] = (byte) size;
    return size;
  }

  /** Of a code of which nothing is known but its uses. */
  void begin(long version, long currentUses) {
    fields = 0;
    usesVersion = version;
    uses = currentUses;
  }

  /** Takes the uses; false if they are known in a later version, or were known before. */
  boolean count(long version, long currentUses) {
    if (version < usesVersion || (version == usesVersion && currentUses == uses)) {
      return false;
    }
    usesVersion = version;
    uses = currentUses;
    return true;
  }

  /** Takes the definition; false if it is known in a later version. */
  boolean define(InviteSnapshot snapshot) {
    if (has(DEFINED) && snapshot.getVersion() < definitionVersion) {
      return false;
    }
    fields = DEFINED;
    definitionVersion = snapshot.getVersion();
    Long limit = snapshot.getMaxUses();
    maxUses = limit == null ? 0 : flag(LIMITED, limit);
    startsMillis = millis(STARTS, snapshot.getStartsAt());
    expiresMillis = millis(EXPIRES, snapshot.getExpiresAt());
    revokedMillis = millis(REVOKED, snapshot.getRevokedAt());
    return true;
  }

  /** Whether a snapshot of it came; its uses alone show nothing. */
  boolean isDefined() {
    return has(DEFINED);
  }

  Invite invite(String code) {
    return new Invite(
        code,
        has(LIMITED) ? maxUses : null,
        uses,
        time(STARTS, startsMillis),
        time(EXPIRES, expiresMillis),
        time(REVOKED, revokedMillis),
        definitionVersion);
  }

  private boolean has(int field) {
    return (fields & field) != 0;
  }

  private long flag(int field, long value) {
    fields |= field;
    return value;
  }

  private long millis(int field, @Nullable Instant time) {
    return time == null ? 0 : flag(field, time.toEpochMilli());
  }

  private @Nullable Instant time(int field, long millis) {
    return has(field) ? Instant.ofEpochMilli(millis) : null;
  }

  private void addIf(int field, long value) {
    if (has(field)) {
      add(value);
    }
  }

  /** Zigzag: times before 1970 are short, too. */
  private void add(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  private long next() {
    long value = 0;
    int shift = 0;
    byte part;
    do {
      part = bytes[at++];
      value |= (long) (part & 0x7F) << shift;
      shift += 7;
    } while (part < 0);
    return (value >>> 1) ^ -(value & 1);
  }
}

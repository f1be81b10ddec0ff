package dev.admitone.processor.redemption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Short ways to say what tests of the rules are about. */
final class Domain {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Domain() {}

  /** The id of that number, the same each time. */
  static UUID id(long number) {
    return new UUID(0, number);
  }

  /** Over the content, as wide as the real one. */
  static Fingerprint fingerprint(String content) {
    UUID hash = UUID.nameUUIDFromBytes(content.getBytes(UTF_8));
    return new Fingerprint(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }

  /** What tells signups apart: their text says nothing. */
  static String signupContent(Command command) {
    return command instanceof Command.Redeem redeem && redeem.signup() != null
        ? redeem.signup().email() + "," + redeem.signup().username() + "," + redeem.signup().phone()
        : "";
  }

  static Request request(
      UUID id, Fingerprint fingerprint, String code, Command command, long offset, Instant at) {
    return new Request(
        id,
        fingerprint,
        code,
        command,
        new SourceRecord(new Position(0, offset), at, null, null, null));
  }

  static Invite invite(String code, @Nullable Long maxUses, long currentUses) {
    return new Invite(
        id(1_000), code, maxUses, currentUses, null, null, null, "operator", NOON, 1, NOON);
  }
}

package dev.admitone.gateway.call;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.gateway.security.Caller;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes and reads request ids. */
public final class RequestIds {

  private static final Pattern CANONICAL =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private RequestIds() {}

  /** A UUIDv7: in the order of time, so that the ledger's index grows at its end. */
  static UUID random() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  /** A UUIDv8 from the caller's key: the same for the same key, on every gateway. */
  static UUID derived(Caller caller, String key) {
    return derived(caller.subject(), key);
  }

  /** The same, for tools that look for the request of a caller's key. */
  public static UUID derived(String subject, String key) {
    return version8(Digests.sha256(subject, key));
  }

  /** The request number {@code index} of a call that makes many; the first has the call's id. */
  public static UUID of(ChangeCall call, int index) {
    if (index == 0) {
      return call.requestId();
    }
    String key = call.key();
    return key == null
        ? random()
        : version8(Digests.sha256(call.caller().subject(), key, String.valueOf(index)));
  }

  private static UUID version8(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    long high = (bytes.getLong() & ~0xF000L) | VERSION_8;
    long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT;
    return new UUID(high, low);
  }

  /** Reads an id in its 36 characters. */
  public static UUID parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!CANONICAL.matcher(lower).matches()) {
      throw new InvalidRequestException("The request id in the path must be a UUID");
    }
    return UUID.fromString(lower);
  }
}

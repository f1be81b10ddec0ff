package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.Change;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Fingerprint;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Signup;
import dev.admitone.processor.redemption.SourceRecord;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Requests about one code, each on the next offset. */
final class LedgerRequests {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

  private static final AtomicLong NEXT = new AtomicLong();

  private final String code;

  LedgerRequests(String code) {
    this.code = code;
  }

  static String newCode() {
    return "CODE-" + NEXT.incrementAndGet();
  }

  String code() {
    return code;
  }

  Request redeem(String userId) {
    return redeem(UUID.randomUUID(), userId);
  }

  Request redeem(UUID id, String userId) {
    return of(id, new Command.Redeem(userId));
  }

  /** All that is unique is made from the name. */
  Request signUp(UUID id, String userId, String name) {
    Signup signup =
        new Signup(
            name + "@Example.com",
            name,
            "Display",
            "+1555" + Math.floorMod(name.hashCode(), 1_000_000_000),
            "#");
    return of(id, new Command.Redeem(userId, signup));
  }

  Request signUp(String userId, String name) {
    return signUp(UUID.randomUUID(), userId, name);
  }

  Request create(@Nullable Long maxUses) {
    return of(UUID.randomUUID(), new Command.CreateInvite(maxUses, null, null, "operator"));
  }

  Request changeLimit(@Nullable Long maxUses) {
    return of(
        UUID.randomUUID(),
        new Command.ChangeInvite(
            Change.to(maxUses), Change.none(), Change.none(), Change.none(), "operator"));
  }

  Request release(UUID useId) {
    return of(UUID.randomUUID(), new Command.ReleaseUse(useId, "asked for it", "operator"));
  }

  Request repair() {
    return of(UUID.randomUUID(), new Command.RepairCount("miscounted", "operator"));
  }

  Request of(UUID id, Command command) {
    return of(id, command, new Position(23, NEXT.incrementAndGet()), NOON);
  }

  Request of(UUID id, Command command, Position position, Instant appendedAt) {
    UUID print =
        UUID.nameUUIDFromBytes((code + command).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new Request(
        id,
        new Fingerprint(print.getMostSignificantBits(), print.getLeastSignificantBits()),
        code,
        command,
        new SourceRecord(position, appendedAt, null, null, null));
  }
}

package dev.admitone.ops.support;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Rows as the processor writes them, past the triggers that count changes by SQL. */
public final class LedgerRows {

  private static final AtomicLong OFFSETS = new AtomicLong();

  private final TestLedger ledger;

  public LedgerRows(TestLedger ledger) {
    this.ledger = ledger;
  }

  /** A code that no other test has. */
  public static String newCode() {
    return "T" + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
  }

  public static String newUser() {
    return "user-" + UUID.randomUUID();
  }

  /** An unlimited invite. */
  public void invite(String code) {
    ledger.sql().update("insert into invites (code, version) values (?, 1)", code);
  }

  public UUID use(String code, String userId, Instant at) {
    UUID id = UUID.randomUUID();
    ledger
        .sql()
        .update(
            """
            insert into invite_uses (id, invite_id, used_by, used_at, by_sql)
            select ?, id, ?, ?, null from invites where code = ?
            """,
            id,
            userId,
            at.atOffset(ZoneOffset.UTC),
            code);
    decision(id, code, userId, "REDEEMED", at);
    return id;
  }

  /** Gives a use back, and returns its code. */
  public String release(UUID releaseId, UUID use) {
    String code =
        requireNonNull(
            ledger
                .sql()
                .queryForObject(
                    "select code from redemption_decisions where id = ?", String.class, use));
    ledger
        .sql()
        .update(
            """
            with released as (
              delete from invite_uses where id = ? returning id, invite_id, used_by, used_at
            )
            insert into invite_releases
              (id, use_id, invite_id, used_by, used_at, released_by, reason, released_at)
            select ?, id, invite_id, used_by, used_at, 'a test', 'a test', now() from released
            """,
            use,
            releaseId);
    decision(releaseId, code, null, "RELEASED", Instant.now());
    return code;
  }

  public UUID refusal(String code, @Nullable String userId, String reason, Instant at) {
    UUID id = UUID.randomUUID();
    decision(id, code, userId, reason, at);
    return id;
  }

  private void decision(
      UUID id, @Nullable String code, @Nullable String userId, String outcome, Instant at) {
    ledger
        .sql()
        .update(
            """
            insert into redemption_decisions
              (id, code, used_by, outcome, decided_at, position, fingerprint)
            values (?, ?, ?, ?::redemption_outcome, ?, ?, decode(repeat('00', 16), 'hex'))
            """,
            id,
            code,
            userId,
            outcome,
            at.atOffset(ZoneOffset.UTC),
            (7L << 48) + OFFSETS.getAndIncrement());
  }
}

package dev.admitone.benchmarks.peers;

import dev.admitone.benchmarks.testbed.Sql;
import dev.admitone.benchmarks.testbed.Tables;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.List;
import java.util.Locale;

/**
 * The peers' own tables: the usual ones, with two indexes, and without anything that would slow a
 * peer down: no ledger but the micro-batcher's, no trigger, no foreign key, no index on the use's
 * id, and the same free space on the hot row's page.
 */
public final class PeerTables {

  /** The one code that all redeem. */
  public static final String HOT = "HOT";

  /** Codes beside it: {@code HTTP-0} and on. */
  public static final String CODE_PREFIX = "HTTP-";

  private static final int CODE_COUNT = 10_000;

  private static final String CREATE =
      """
      create schema if not exists peer;
      create table if not exists peer.invites (
          id           uuid        primary key default gen_random_uuid(),
          code         text        not null unique,
          max_uses     bigint,
          current_uses bigint      not null default 0,
          starts_at    timestamptz,
          expires_at   timestamptz,
          revoked_at   timestamptz
      ) with (fillfactor = 50);
      create table if not exists peer.invite_uses (
          id        uuid        not null default gen_random_uuid(),
          invite_id uuid        not null,
          used_by   text        not null,
          used_at   timestamptz not null default now()
      );
      create unique index if not exists idx_invite_uses_unique_per_user
          on peer.invite_uses (invite_id, used_by);
      create index if not exists idx_invite_uses_lookup on peer.invite_uses (used_by, used_at);
      create table if not exists peer.invite_slots (
          invite_id uuid   not null,
          number    bigint not null,
          primary key (invite_id, number)
      );
      create table if not exists peer.redemption_decisions (
          id          uuid        primary key,
          code        text        not null,
          used_by     text        not null,
          outcome     text        not null,
          decided_at  timestamptz not null,
          position    bigint      not null,
          fingerprint bytea       not null
      );
      """;

  private static final String CREATE_CODES =
      """
      insert into peer.invites (code, max_uses) select * from unnest(?::text[], ?::bigint[])
      on conflict (code) do nothing
      """;

  private static final String CREATE_SLOTS =
      """
      insert into peer.invite_slots (invite_id, number)
      select i.id, n
      from unnest(?::text[], ?::bigint[]) as given (code, max_uses)
      join peer.invites i on i.code = given.code,
      generate_series(0, given.max_uses - 1) as n
      on conflict do nothing
      """;

  /** The checklist's function; two ways to lock, see below. */
  private static final String FUNCTION =
      """
      create or replace function peer.use_invite_code_WAY(wanted text, user_id text) returns text
      language plpgsql as $$
      declare
        invite peer.invites%rowtype;
      begin
        select * into invite from peer.invites where code = wanted for update LOCKING;
        if not found then
          return 'UNKNOWN_CODE';
        end if;
        if exists (select 1 from peer.invite_uses
                   where invite_id = invite.id and used_by = user_id) then
          return 'ALREADY_USED';
        end if;
        if invite.revoked_at is not null then
          return 'REVOKED';
        end if;
        if invite.expires_at <= now() then
          return 'EXPIRED';
        end if;
        if invite.current_uses >= invite.max_uses then
          return 'EXHAUSTED';
        end if;
        insert into peer.invite_uses (invite_id, used_by) values (invite.id, user_id);
        update peer.invites set current_uses = current_uses + 1 where id = invite.id;
        return 'REDEEMED';
      end
      $$;
      """;

  private static final String TRUNCATE =
      "truncate peer.invites, peer.invite_uses, peer.invite_slots, peer.redemption_decisions";

  /** Each by itself: a vacuum cannot be in a transaction. */
  private static final List<String> EMPTY =
      List.of(
          TRUNCATE,
          "insert into peer.invites (code) values ('%s')".formatted(HOT),
          "insert into peer.invites (code) select '%s' || n from generate_series(0, %d - 1) as n"
              .formatted(CODE_PREFIX, CODE_COUNT),
          "vacuum analyze peer.invites",
          "checkpoint");

  private final Sql sql;

  /** Creates them where they are missing. */
  public PeerTables(TestBed testBed) {
    this(testBed.sql());
  }

  PeerTables(Sql sql) {
    this.sql = sql;
    sql.execute(CREATE);
    for (JdbcPeer.Way way : JdbcPeer.Way.values()) {
      if (way.isFunction()) {
        String locking = way == JdbcPeer.Way.NOWAIT ? "nowait" : "";
        sql.execute(
            FUNCTION
                .replace("WAY", way.name().toLowerCase(Locale.ROOT))
                .replace("LOCKING", locking));
      }
    }
  }

  /** Begins anew: no uses, unlimited codes. */
  public void empty() {
    EMPTY.forEach(sql::execute);
  }

  /** Begins anew: no uses, no codes. */
  public void clear() {
    sql.execute(TRUNCATE);
  }

  /** Creates codes, and a row for each use that they allow if there are to be slots. */
  void create(List<NewCode> codes, boolean withSlots) {
    String[] names = codes.stream().map(NewCode::code).toArray(String[]::new);
    Long[] limits = codes.stream().map(NewCode::maxUses).toArray(Long[]::new);
    sql.update(CREATE_CODES, names, limits);
    if (withSlots) {
      sql.update(CREATE_SLOTS, names, limits);
    }
    sql.execute("vacuum analyze peer.invites");
    sql.execute("vacuum analyze peer.invite_slots");
    sql.execute("checkpoint");
  }

  public long uses() {
    return sql.number("select count(*) from peer.invite_uses");
  }

  /**
   * Requires that the tables have exactly the uses that clients were granted.
   *
   * @throws IllegalStateException if it is not
   */
  public void requireUses(long told) {
    Tables.require("uses", told, uses());
    requireCounted();
  }

  /**
   * Requires that each invite counts its uses rightly.
   *
   * @throws IllegalStateException if one does not
   */
  public void requireCounted() {
    Tables.requireCounted(sql, "peer");
  }
}

package dev.admitone.ops.kept;

/** The tables about dead letters: an index of their topic, and the sets that are carried out. */
final class DeadLetterTables {

  static final String STEP =
      """
      create table dead_letters (
          topic         text        not null,
          part          integer     not null,
          record_offset bigint      not null,
          reason        text        not null,
          detail        text,
          source_part   integer,
          source_offset bigint,
          appended_at   timestamptz,
          dead_at       timestamptz not null,
          request_id    uuid,
          code          text,
          digest        text        not null,
          value_bytes   integer     not null,
          status        text        not null default 'OPEN',
          constraint dead_letters_pkey primary key (topic, part, record_offset)
      );
      create index dead_letters_by_time
          on dead_letters (topic, dead_at desc, part desc, record_offset desc);
      create index dead_letters_by_reason
          on dead_letters (topic, reason, dead_at desc, part desc, record_offset desc);
      create index dead_letters_by_digest on dead_letters (topic, digest);
      create index dead_letters_by_request on dead_letters (topic, request_id)
          where request_id is not null;
      create table dead_letter_places (
          topic       text    not null,
          part        integer not null,
          next_offset bigint  not null,
          constraint dead_letter_places_pkey primary key (topic, part)
      );
      create table dead_letter_sets (
          id           uuid        not null,
          topic        text        not null,
          reason       text,
          letters      bigint      not null,
          created_at   timestamptz not null default now(),
          created_by   text        not null,
          action       text,
          confirmed_at timestamptz,
          confirmed_by text,
          why          text,
          audit_id     uuid,
          finished_at  timestamptz,
          worker       uuid,
          worked_until timestamptz,
          constraint dead_letter_sets_pkey primary key (id)
      );
      create table dead_letter_items (
          set_id        uuid    not null,
          part          integer not null,
          record_offset bigint  not null,
          state         text    not null default 'WAITING',
          carried_at    timestamptz,
          sent_part     integer,
          sent_offset   bigint,
          error         text,
          constraint dead_letter_items_pkey primary key (set_id, part, record_offset)
      );
      create index dead_letter_items_open on dead_letter_items (set_id, part, record_offset)
          where state in ('WAITING', 'SENDING');
      create index dead_letter_items_of_letter on dead_letter_items (part, record_offset);
      """;

  /** Which set has taken a letter last, and which had when the set of an item was made. */
  static final String TAKEN =
      """
      alter table dead_letters add column taken_by uuid;
      alter table dead_letter_items add column seen_taken_by uuid;
      """;

  private DeadLetterTables() {}
}

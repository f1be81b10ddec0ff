package dev.admitone.ops.users;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.uuid;

import dev.admitone.ops.ledger.Ledger;
import java.util.Optional;

/** Reads which users have a profile, and nothing that is in it. */
final class ProfilesTable {

  private static final String ONE =
      """
      select invite_use_id, created_at from profiles where user_id = :user
      """;

  private final Ledger ledger;

  ProfilesTable(Ledger ledger) {
    this.ledger = ledger;
  }

  Optional<Profile> find(String userId) {
    return ledger.ask(
        jdbc ->
            jdbc.sql(ONE)
                .param("user", userId)
                .query(
                    (row, _) -> new Profile(uuid(row, "invite_use_id"), instant(row, "created_at")))
                .optional());
  }
}

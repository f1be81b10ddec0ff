package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.LedgerConflictException;
import dev.admitone.processor.redemption.Profile;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Table {@code profiles}: the only one that holds personal data. */
final class ProfilesTable {

  /** Each part has an index of its own. */
  private static final String SELECT =
      """
      select user_id, lower(username collate "C") as username, lower(email collate "C") as email,
             phone
      from profiles
      where user_id = any (?) or lower(username collate "C") = any (?)
         or lower(email collate "C") = any (?) or phone = any (?)
      """;

  /**
   * A conflict is a row that is missing, not an error: the server's log would repeat what an error
   * is about.
   */
  private static final String INSERT =
      """
      insert into profiles (user_id, invite_use_id, email, username, display_name, phone,
                            password_hash, created_at)
      select *
      from unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::timestamptz[])
      on conflict do nothing
      """;

  /** All transactions write names in one order: most concurrent ones cannot deadlock. */
  private static final Comparator<Profile> BY_USERNAME =
      Comparator.comparing(profile -> profile.keys().username());

  private ProfilesTable() {}

  /** Every profile that has something in common with one of the wanted ones. */
  static void select(Trip trip, Collection<Profile.Keys> wanted, Consumer<Profile.Keys> profiles) {
    if (!wanted.isEmpty()) {
      trip.query(
          SELECT,
          parameters ->
              new Columns<>(parameters, wanted)
                  .texts(Profile.Keys::userId)
                  .texts(Profile.Keys::username)
                  .texts(Profile.Keys::email)
                  .texts(Profile.Keys::phone),
          row ->
              profiles.accept(
                  new Profile.Keys(
                      row.getString("user_id"),
                      row.getString("username"),
                      row.getString("email"),
                      row.getString("phone"))));
    }
  }

  /**
   * Writes new profiles. It is a {@link LedgerConflictException} if another transaction wrote one
   * meanwhile that has something in common with one of them.
   */
  static void insert(Trip trip, Collection<Profile> profiles) {
    if (profiles.isEmpty()) {
      return;
    }
    List<Profile> sorted = profiles.stream().sorted(BY_USERNAME).toList();
    trip.update(
        INSERT,
        parameters ->
            new Columns<>(parameters, sorted)
                .texts(Profile::userId)
                .uuids(Profile::useId)
                .texts(profile -> profile.signup().email())
                .texts(profile -> profile.signup().username())
                .texts(profile -> profile.signup().displayName())
                .texts(profile -> profile.signup().phone())
                .texts(profile -> profile.signup().passwordHash())
                .moments(Profile::createdAt),
        inserted -> {
          if (inserted != profiles.size()) {
            throw new LedgerConflictException(
                "%d of %d profiles were inserted".formatted(inserted, profiles.size()), null);
          }
        });
  }
}

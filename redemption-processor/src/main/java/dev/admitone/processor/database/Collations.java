package dev.admitone.processor.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for a collation whose library is another one than when the database was made: indexes that
 * depend on it no longer find all their entries.
 */
final class Collations {

  private static final Logger LOG = LoggerFactory.getLogger(Collations.class);

  /** Of the schema that the session works in. */
  private static final String UNIQUE_INDEXES_CHANGED =
      """
      select string_agg(distinct x.indexrelid::regclass::text, ', ')
      from pg_index x
      join pg_class t on t.oid = x.indrelid
        and t.relnamespace = quote_ident(current_schema())::regnamespace
      cross join lateral unnest(x.indcollation) as used (oid)
      join pg_collation c on c.oid = used.oid
      join pg_database d on d.datname = current_database()
      where x.indisunique
        and case c.collprovider
              when 'd' then d.datcollversion <> pg_database_collation_actual_version(d.oid)
              else c.collversion <> pg_collation_actual_version(c.oid)
            end
      """;

  private static final String DATABASE_CHANGED =
      """
      select format('%s instead of %s', pg_database_collation_actual_version(oid), datcollversion)
      from pg_database
      where datname = current_database()
        and datcollversion <> pg_database_collation_actual_version(oid)
      """;

  private Collations() {}

  /**
   * Requires that the order of each unique index is still the one that it was built with. About a
   * change that concerns none of them it warns.
   *
   * @throws DatabaseUnusableException if one does not
   */
  static void requireUnchanged(Connection connection) throws SQLException {
    String indexes = text(connection, UNIQUE_INDEXES_CHANGED);
    if (indexes != null) {
      throw new DatabaseUnusableException(
          ("The collation under unique indexes of this database has changed: %s. They may no longer"
                  + " find their entries, so that a user could redeem twice.")
              .formatted(indexes),
          "Rebuild them before anything is decided: reindex index concurrently …, then alter"
              + " database … refresh collation version. Duplicates that the rebuilding finds were"
              + " let in since the change.",
          null);
    }
    String database = text(connection, DATABASE_CHANGED);
    if (database != null) {
      LOG.warn(
          "The database's collation has version {}, since its operating system's library changed."
              + " Keys of Admit One do not depend on it; indexes of others may: see REINDEX, and"
              + " alter database … refresh collation version.",
          database);
    }
  }

  private static @Nullable String text(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}

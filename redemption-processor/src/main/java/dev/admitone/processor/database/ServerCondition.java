package dev.admitone.processor.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The condition of a database server, as it reports it now.
 *
 * @param standby it follows another server and cannot be written to
 * @param readOnly this user's sessions begin as read-only
 * @param unsafeSettings settings with which a crash loses what was committed; empty if there are
 *     none
 */
record ServerCondition(boolean standby, boolean readOnly, String unsafeSettings) {

  private static final String QUESTION =
      """
      select current_setting('transaction_read_only') = 'on' as read_only,
             pg_is_in_recovery() as standby,
             concat_ws(', ', case current_setting('fsync') when 'off' then 'fsync=off' end,
                             case current_setting('full_page_writes')
                               when 'off' then 'full_page_writes=off' end) as unsafe
      """;

  /**
   * Asks the server.
   *
   * @throws IllegalStateException if it does not respond, in its or the driver's words
   */
  public static ServerCondition ask(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUESTION)) {
      rows.next();
      return new ServerCondition(
          rows.getBoolean("standby"), rows.getBoolean("read_only"), rows.getString("unsafe"));
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}

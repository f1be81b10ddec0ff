package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** An invite's row that a transaction of the test holds: what wants to decide about it waits. */
final class LockedInvite implements AutoCloseable {

  private final Connection connection;
  private final Site site;

  private LockedInvite(Connection connection, Site site) {
    this.connection = connection;
    this.site = site;
  }

  static LockedInvite of(Site site, String code) throws SQLException {
    Connection connection = DriverManager.getConnection(site.jdbcUrl(), "postgres", "");
    connection.setAutoCommit(false);
    try (PreparedStatement lock =
        connection.prepareStatement("select from invites where code = ? for update")) {
      lock.setString(1, code);
      lock.execute();
    }
    return new LockedInvite(connection, site);
  }

  /** Returns once a session waits for the lock. */
  void awaitSessionThatWaits() {
    patiently()
        .until(
            () ->
                HealedSite.count(
                        site,
                        """
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """)
                    > 0);
  }

  /** Lets it go. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

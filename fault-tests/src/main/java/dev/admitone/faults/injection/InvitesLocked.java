package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Another session holds the row locks of all invites, as a careless operator's does. */
final class InvitesLocked implements Fault {

  private static final String LOCK = "select id from invites order by id for update";

  private final Database database;
  private @Nullable Connection holder;

  InvitesLocked(Database database) {
    this.database = database;
  }

  @Override
  public void inject() {
    try {
      Connection connection = database.connect();
      holder = connection;
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(LOCK);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("There is nothing to lock", e);
    }
  }

  @Override
  public void heal() {
    Connection connection = holder;
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // Its session is gone, and so are its locks.
    }
  }
}

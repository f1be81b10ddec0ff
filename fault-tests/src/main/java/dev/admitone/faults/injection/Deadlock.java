package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Another session takes the processor's locks in the opposite order, again and again. */
final class Deadlock implements Fault {

  private static final String PLACES = "select partition from ledger_places for update";
  private static final String INVITES = "select id from invites for update";

  private final Database database;
  private volatile boolean isHealed;
  private Thread thread = new Thread();

  Deadlock(Database database) {
    this.database = database;
  }

  @Override
  public void inject() {
    database.execute(PLACES);
    thread = Thread.ofPlatform().daemon().name("deadlock").start(this::lockAgainAndAgain);
  }

  private void lockAgainAndAgain() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!isHealed) {
        lock(connection, statement);
      }
    } catch (SQLException e) {
      // Another fault has the database.
    }
  }

  private static void lock(Connection connection, Statement statement) throws SQLException {
    try {
      statement.execute(PLACES);
      statement.execute(INVITES);
    } catch (SQLException e) {
      // This one was chosen to give way.
    }
    connection.rollback();
  }

  @Override
  public void heal() {
    isHealed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

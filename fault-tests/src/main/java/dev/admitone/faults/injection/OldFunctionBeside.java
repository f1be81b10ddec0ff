package dev.admitone.faults.injection;

import dev.admitone.faults.load.Codes;
import dev.admitone.faults.processes.Database;
import dev.admitone.testsupport.OldFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A client redeems with the SQL function that was there before, on codes that users call too. */
final class OldFunctionBeside implements Fault {

  private static final String CALL = "select %s(?, ?)".formatted(OldFunction.NAME);
  private static final long PAUSE_MILLIS = 20;

  private final Database database;
  private final int first;
  private volatile boolean isHealed;
  private Thread client = new Thread();

  /**
   * A client, not started yet.
   *
   * @param first the number of the first user that it redeems for
   */
  OldFunctionBeside(Database database, int first) {
    this.database = database;
    this.first = first;
  }

  @Override
  public void inject() {
    try {
      database.execute(OldFunction.definition());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client = Thread.ofPlatform().daemon().name("old-function").start(this::redeemAgainAndAgain);
  }

  private void redeemAgainAndAgain() {
    for (int user = first; !isHealed; user++) {
      try (Connection connection = database.connect();
          PreparedStatement call = connection.prepareStatement(CALL)) {
        for (; !isHealed; user++) {
          redeem(call, user);
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      } catch (SQLException e) {
        // It is refused, or another fault has the database: the next call is in another session.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void redeem(PreparedStatement call, int user) throws SQLException {
    call.setString(1, Codes.OF_SQL.get(user % Codes.OF_SQL.size()));
    call.setString(2, Codes.userId(user));
    call.execute();
  }

  @Override
  public void heal() {
    isHealed = true;
    try {
      client.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Database;
import java.util.function.Consumer;

/** The database's server is killed, or stopped in order, and started again later. */
record DatabaseEnded(Database database, Consumer<Database> how) implements Fault {

  @Override
  public void inject() {
    if (!database.isRunning()) {
      throw new IllegalStateException("The database does not run");
    }
    how.accept(database);
  }

  @Override
  public void heal() {
    database.startAgain();
  }
}

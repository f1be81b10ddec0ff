package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Database;

/** The database is stopped in order for a while. */
record DatabaseStopped(Database database) implements Fault {

  @Override
  public void inject() {
    database.stop();
  }

  @Override
  public void heal() {
    database.startAgain();
  }
}

package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Database;

/** SIGKILL to the database's server. */
record DatabaseKilled(Database database) implements Fault {

  @Override
  public void inject() {
    database.kill();
  }

  @Override
  public void heal() {
    database.startAgain();
  }
}

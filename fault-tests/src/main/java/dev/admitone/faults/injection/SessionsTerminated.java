package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Database;

/** All sessions but the one that does it are ended, wherever they are, in a commit too. */
record SessionsTerminated(Database database) implements Fault {

  static final String TERMINATE =
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and backend_type = 'client backend'
      """;

  @Override
  public void inject() {
    database.execute(TERMINATE);
  }

  @Override
  public void heal() {}
}

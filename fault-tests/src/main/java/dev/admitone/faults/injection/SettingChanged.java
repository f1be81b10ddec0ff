package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Database;

/**
 * The database's sessions begin with another setting, and all begin anew.
 *
 * @param set a statement that sets it
 * @param reset a statement that takes it back
 */
record SettingChanged(Database database, String set, String reset) implements Fault {

  /** The statements that put things right have to be allowed to. */
  private static final String WRITABLE = "set default_transaction_read_only = off";

  /** Transactions take no writes, unless a session says otherwise. */
  static SettingChanged readOnly(Database database) {
    return new SettingChanged(
        database,
        "alter database admit_one set default_transaction_read_only = on",
        "alter database admit_one reset default_transaction_read_only");
  }

  /** Commits do not wait for the disk, unless a session says otherwise. */
  static SettingChanged databaseCommitsNotSynchronously(Database database) {
    return new SettingChanged(
        database,
        "alter database admit_one set synchronous_commit = off",
        "alter database admit_one reset synchronous_commit");
  }

  /** The same for the processor's role alone. */
  static SettingChanged roleCommitsNotSynchronously(Database database) {
    return new SettingChanged(
        database,
        "alter role %s set synchronous_commit = off".formatted(database.processor()),
        "alter role %s reset synchronous_commit".formatted(database.processor()));
  }

  /** Statements of the processor's role are cut off, unless a session says otherwise. */
  static SettingChanged statementTimeout(Database database, int millis) {
    return new SettingChanged(
        database,
        "alter role %s set statement_timeout = %d".formatted(database.processor(), millis),
        "alter role %s reset statement_timeout".formatted(database.processor()));
  }

  @Override
  public void inject() {
    database.execute(WRITABLE, set, Database.END_SESSIONS);
  }

  @Override
  public void heal() {
    database.execute(WRITABLE, reset, Database.END_SESSIONS);
  }
}

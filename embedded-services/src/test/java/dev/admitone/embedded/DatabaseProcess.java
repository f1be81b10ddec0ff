package dev.admitone.embedded;

import dev.admitone.testsupport.ChildJvm;
import java.nio.file.Path;

/** Starts a database, commits a row, and waits to be killed. */
final class DatabaseProcess {
  private DatabaseProcess() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]), 0);
    Sql sql = new Sql(database);
    sql.execute("CREATE TABLE kept (value text)");
    sql.execute("INSERT INTO kept VALUES ('before the kill')");
    ChildJvm.readyToEnd(Integer.toString(database.port()));
  }
}

package dev.admitone.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Single statements against a database, each on a connection of its own. */
record Sql(String jdbcUrl, String username) {
  Sql(EmbeddedDatabase database) {
    this(database.jdbcUrl(), database.username());
  }

  void execute(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, username, "");
        Statement jdbc = connection.createStatement()) {
      jdbc.execute(statement);
    }
  }

  /** The first column of the first row. */
  String value(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, username, "");
        Statement jdbc = connection.createStatement();
        ResultSet rows = jdbc.executeQuery(query)) {
      if (!rows.next()) {
        throw new IllegalStateException("no row: " + query);
      }
      return rows.getString(1);
    }
  }
}

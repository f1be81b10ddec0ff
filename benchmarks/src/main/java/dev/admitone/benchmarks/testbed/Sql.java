package dev.admitone.benchmarks.testbed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The statements of a run beside those that it measures. One thread at a time. */
public final class Sql implements AutoCloseable {

  private final Connection connection;

  /** Connects without a password. */
  public Sql(String jdbcUrl, String username) {
    try {
      connection = DriverManager.getConnection(jdbcUrl, username, "");
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be reached", e);
    }
  }

  /** Runs statements without parameters, separated by semicolons. */
  public void execute(String statements) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(statements, e);
    }
  }

  /** Runs a script of the class path, each of its statements as a transaction of its own. */
  public void runScript(String path) {
    ScriptUtils.executeSqlScript(connection, new ClassPathResource(path));
  }

  /** Runs one statement; returns how many rows it changed. */
  public long update(String sql, @Nullable Object... parameters) {
    try (PreparedStatement statement = prepared(sql, parameters)) {
      return statement.executeLargeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the only row, as text. */
  public String text(String sql, Object... parameters) {
    try (PreparedStatement statement = prepared(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new IllegalStateException("no row: " + sql);
      }
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the only row, as a number. */
  public long number(String sql, Object... parameters) {
    return Long.parseLong(text(sql, parameters));
  }

  private PreparedStatement prepared(String sql, @Nullable Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the connection does not close", e);
    }
  }
}

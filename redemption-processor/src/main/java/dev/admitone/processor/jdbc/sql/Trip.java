package dev.admitone.processor.jdbc.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Statements of one transaction that go to the server together, in one round trip: the driver sends
 * the parts of a text with semicolons one after the other, and waits after the last one. The server
 * executes each part when the one before it is done, with a snapshot of its own (READ COMMITTED),
 * as if it had come alone; after one that fails it executes none.
 *
 * @see <a href="https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-PIPELINING">
 *     PostgreSQL 18, Pipelining</a>
 */
public final class Trip {

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  public interface Setter {
    void set(Parameters parameters) throws SQLException;
  }

  private interface Result {
    void read(PreparedStatement statement) throws SQLException;
  }

  private record Part(String sql, Setter parameters, Result result) {}

  private final JdbcTemplate jdbc;
  private final boolean isTogether;
  private final List<Part> parts = new ArrayList<>();

  /** If not together, each statement goes alone, when it is added. */
  public Trip(JdbcTemplate jdbc, boolean isTogether) {
    this.jdbc = jdbc;
    this.isTogether = isTogether;
  }

  public boolean isTogether() {
    return isTogether;
  }

  /** Adds a query, whose rows are read when the statements have been sent. */
  public void query(String sql, Setter parameters, RowCallbackHandler rows) {
    add(
        new Part(
            sql,
            parameters,
            statement -> {
              try (ResultSet found = statement.getResultSet()) {
                while (found.next()) {
                  rows.processRow(found);
                }
              }
            }));
  }

  /** Adds a statement that writes; how many rows it wrote is known after all were executed. */
  public void update(String sql, Setter parameters, IntConsumer written) {
    add(new Part(sql, parameters, statement -> written.accept(statement.getUpdateCount())));
  }

  private void add(Part part) {
    parts.add(part);
    if (!isTogether) {
      send();
    }
  }

  /** Runs what cannot go together with statements, after those that were added before it. */
  public void alone(ConnectionCallback<?> action) {
    send();
    jdbc.execute(action);
  }

  /** Sends what was not sent yet, and reads the results in the order of the statements. */
  public void send() {
    if (parts.isEmpty()) {
      return;
    }
    List<Part> sent = List.copyOf(parts);
    parts.clear();
    jdbc.execute(
        connection -> {
          PreparedStatement statement =
              connection.prepareStatement(
                  sent.stream().map(Part::sql).collect(Collectors.joining(";\n")));
          Parameters parameters = new Parameters(connection, statement);
          for (Part part : sent) {
            part.parameters().set(parameters);
          }
          return statement;
        },
        (PreparedStatementCallback<Boolean>)
            statement -> {
              statement.execute();
              for (Part part : sent) {
                part.result().read(statement);
                statement.getMoreResults();
              }
              return true;
            });
  }
}

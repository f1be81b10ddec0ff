package dev.admitone.processor.jdbc;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Writes down each statement that is executed on its connections, also those that go together, COPY
 * included.
 */
final class StatementLog extends AbstractDataSource {

  private final DataSource real;
  private final List<String> statements = new CopyOnWriteArrayList<>();

  StatementLog(DataSource real) {
    this.real = real;
  }

  List<String> statements() {
    return List.copyOf(statements);
  }

  void clear() {
    statements.clear();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = real.getConnection();
    return proxy(
        Connection.class,
        (_, method, arguments) ->
            switch (method.getName()) {
              case "prepareStatement" ->
                  statement(
                      connection.prepareStatement((String) requireNonNull(arguments)[0]),
                      (String) arguments[0]);
              case "createStatement", "prepareCall" ->
                  throw new UnsupportedOperationException("not written down: " + method);
              case "unwrap" ->
                  requireNonNull(arguments)[0] == BaseConnection.class
                      ? types(connection.unwrap(BaseConnection.class))
                      : copies(connection.unwrap(PGConnection.class));
              default -> invoke(connection, method, arguments);
            });
  }

  @Override
  public Connection getConnection(String user, String password) {
    throw new UnsupportedOperationException();
  }

  private PreparedStatement statement(PreparedStatement real, String sql) {
    return proxy(
        PreparedStatement.class,
        (_, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            statements.addAll(List.of(sql.split(";\n")));
          } else if (method.getName().equals("addBatch")) {
            throw new UnsupportedOperationException("a statement for each row");
          }
          return invoke(real, method, arguments);
        });
  }

  private PGConnection copies(PGConnection real) {
    return proxy(
        PGConnection.class,
        (_, method, arguments) -> {
          if (!method.getName().equals("getCopyAPI")) {
            throw new UnsupportedOperationException("not written down: " + method);
          }
          return new CopyManager((BaseConnection) real) {
            @Override
            public CopyIn copyIn(String sql) throws SQLException {
              statements.add(sql);
              return super.copyIn(sql);
            }
          };
        });
  }

  /** What an array is made with. */
  private static BaseConnection types(BaseConnection real) {
    return proxy(
        BaseConnection.class,
        (_, method, arguments) -> {
          if (!method.getName().equals("getTypeInfo")) {
            throw new UnsupportedOperationException("not written down: " + method);
          }
          return invoke(real, method, arguments);
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}

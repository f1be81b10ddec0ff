package dev.admitone.system;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The database, as an operator with psql sees it. */
public final class Ledger {

  private static final String CURRENT_USES = "select current_uses from invites where code = ?";
  private static final String USES =
      "select count(*) from invite_uses u join invites i on i.id = u.invite_id where i.code = ?";
  private static final String DECISIONS =
      "select count(*) from redemption_decisions where code = ? and outcome ="
          + " ?::redemption_outcome";
  private static final String INVITES =
      "select count(*) from invites where max_uses = cast(? as bigint)";

  private static final String REDEMPTIONS =
      "select id, outcome from redemption_decisions where code = ? and outcome <> 'DONE'";

  /** But not which ledger it is, nor how far it has come with which log. */
  private static final String TABLES =
      """
      select tablename from pg_tables
      where schemaname = 'public'
        and tablename not in ('flyway_schema_history', 'ledger', 'ledger_places')
      order by 1
      """;

  private final String url;
  private final String username;

  public Ledger(String url, String username) {
    this.url = url;
    this.username = username;
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, username, "");
  }

  /** Has an invite count wrongly, past the triggers that count changes by SQL, as damage does. */
  public void damageTheCount(String code, long count) throws SQLException {
    try (Connection connection = connect();
        Statement change = connection.createStatement()) {
      change.execute("set session_replication_role = replica");
      change.execute(
          "update invites set current_uses = %d where code = '%s'".formatted(count, code));
    }
  }

  /** Has one decision about the code be another one, as damage does. */
  public void damageADecision(String code) throws SQLException {
    try (Connection connection = connect();
        Statement change = connection.createStatement()) {
      change.execute(
          """
          update redemption_decisions set outcome = 'UNKNOWN_CODE' where id = (
            select id from redemption_decisions
            where code = '%s' and outcome <> 'UNKNOWN_CODE' limit 1)
          """
              .formatted(code));
    }
  }

  public long currentUses(String code) throws SQLException {
    return number(CURRENT_USES, code);
  }

  public long uses(String code) throws SQLException {
    return number(USES, code);
  }

  public long decisions(String code, String outcome) throws SQLException {
    return number(DECISIONS, code, outcome);
  }

  /** The decision of each request to redeem the code, by the request's id. */
  public Map<String, String> redemptions(String code) throws SQLException {
    Map<String, String> outcomes = new HashMap<>();
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(REDEMPTIONS)) {
      statement.setString(1, code);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          outcomes.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return outcomes;
  }

  /** How many invites have the limit. */
  public long invites(long maxUses) throws SQLException {
    return number(INVITES, String.valueOf(maxUses));
  }

  /** Every row of every table as text, all columns. */
  public List<String> dump() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect()) {
      for (String table : texts(connection, TABLES)) {
        rows.addAll(
            texts(
                connection,
                "select '%1$s ' || t::text from %1$s t order by t::text collate \"C\""
                    .formatted(table)));
      }
    }
    return rows;
  }

  /** The first column of what is found. */
  public List<String> texts(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return texts(connection, sql);
    }
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private long number(String sql, String... parameters) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}

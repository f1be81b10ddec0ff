package dev.admitone.ops.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the ledger is, and how much the console may ask of it.
 *
 * @param url the JDBC address of the database
 * @param schema the schema with the tables; the first one of the search path where none is named,
 *     or an empty text
 * @param username the role that reads the ledger and may change nothing there
 * @param password the password of that role; none where the server asks for none
 * @param connections how many connections the console keeps at most, and so how many questions the
 *     database works at simultaneously
 * @param connectionWait how long a call waits for a connection before it is refused with 503
 * @param statementTimeout how long the database works at one question at most
 * @param searchTime after which a search in a long list ends its page and says how far it has come
 */
@ConfigurationProperties("admit-one.ops.ledger")
public record LedgerProperties(
    @DefaultValue("jdbc:postgresql://127.0.0.1:5433/admit_one") String url,
    @Nullable String schema,
    @DefaultValue("admit_one_reader") String username,
    @Nullable String password,
    @DefaultValue("4") int connections,
    @DefaultValue("2s") Duration connectionWait,
    @DefaultValue("3s") Duration statementTimeout,
    @DefaultValue("5s") Duration searchTime) {

  private static final String PREFIX = "admit-one.ops.ledger.";
  private static final Duration CONNECTION_WAIT_MIN = Duration.ofMillis(250);

  /** Checks the values. */
  public LedgerProperties {
    schema = schema == null || schema.isBlank() ? null : schema;
    check(
        url.startsWith("jdbc:postgresql:"),
        PREFIX + "url must begin with jdbc:postgresql:, but does not");
    check(connections >= 1, PREFIX + "connections must be at least 1");
    check(
        connectionWait.compareTo(CONNECTION_WAIT_MIN) >= 0,
        PREFIX + "connection-wait must be at least 250ms");
    check(statementTimeout.toMillis() >= 1, PREFIX + "statement-timeout must be more than nothing");
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "LedgerProperties[schema=%s, username=%s, connections=%d]"
        .formatted(schema, username, connections);
  }
}

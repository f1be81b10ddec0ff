package dev.admitone.ops.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the console keeps what is its own: the audit, and the sets of codes to be revoked.
 *
 * @param url the JDBC address of the database; that of the ledger where none is named
 * @param schema the schema of the console's own tables; {@code console}, or that of the ledger with
 *     {@code _console} behind it, where none is named
 * @param username the role that owns the tables in that schema and may not read the ledger
 * @param password the password of that role; none where the server asks for none
 * @param connections how many connections the console keeps for its own tables at most
 * @param connectionWait how long a call waits for such a connection before it is refused with 503
 * @param statementTimeout how long the database works at one statement at most
 */
@ConfigurationProperties("admit-one.ops.kept")
public record KeptProperties(
    @Nullable String url,
    @Nullable String schema,
    @DefaultValue("admit_one_console") String username,
    @Nullable String password,
    @DefaultValue("4") int connections,
    @DefaultValue("2s") Duration connectionWait,
    @DefaultValue("10s") Duration statementTimeout) {

  private static final String PREFIX = "admit-one.ops.kept.";
  private static final Duration CONNECTION_WAIT_MIN = Duration.ofMillis(250);

  /** Checks the values. */
  public KeptProperties {
    schema = schema == null || schema.isBlank() ? null : schema;
    check(
        url == null || url.startsWith("jdbc:postgresql:"),
        PREFIX + "url must begin with jdbc:postgresql:, but does not");
    check(connections >= 2, PREFIX + "connections must be at least 2");
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
    return "KeptProperties[schema=%s, username=%s, connections=%d]"
        .formatted(schema, username, connections);
  }
}

package dev.admitone.processor.database;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What {@code migrate} does beside the migrations.
 *
 * @param processorPassword the password that the processor's role gets, and with it the right to
 *     log in; none: the role stays as it is
 * @param readerPassword the password that the role gets under which the console reads the ledger;
 *     none: the role stays as it is
 * @param consolePassword the password that the role gets under which the console keeps its own
 *     tables; none: the role stays as it is
 */
@ConfigurationProperties("admit-one.migration")
record MigrationProperties(
    @Nullable String processorPassword,
    @Nullable String readerPassword,
    @Nullable String consolePassword) {

  /** Those that are set. */
  Map<ServiceRoles.Role, String> passwords() {
    Map<ServiceRoles.Role, String> passwords = new EnumMap<>(ServiceRoles.Role.class);
    put(ServiceRoles.Role.PROCESSOR, processorPassword, passwords);
    put(ServiceRoles.Role.READER, readerPassword, passwords);
    put(ServiceRoles.Role.CONSOLE, consolePassword, passwords);
    return passwords;
  }

  private static void put(
      ServiceRoles.Role role, @Nullable String password, Map<ServiceRoles.Role, String> passwords) {
    if (password != null && !password.isBlank()) {
      passwords.put(role, password);
    }
  }

  /** Nothing of the passwords. */
  @Override
  public String toString() {
    return "MigrationProperties[]";
  }
}

package dev.admitone.processor;

import dev.admitone.embedded.SharedServices;
import dev.admitone.processor.jdbc.MigratedDatabases;
import dev.admitone.testsupport.BrokerProxy;
import java.util.UUID;

/**
 * Where processors run that belong together.
 *
 * @param group their consumer group
 */
record Site(String bootstrapServers, String jdbcUrl, String group) {

  /** On the broker, with a group of its own and a database with the newest tables. */
  static Site on(String bootstrapServers) {
    String name = newName();
    return new Site(bootstrapServers, MigratedDatabases.create(name), name);
  }

  /** The same, with an empty database. */
  static Site withoutTables(String bootstrapServers) {
    String name = newName();
    return new Site(bootstrapServers, SharedServices.database().createDatabase(name), name);
  }

  private static String newName() {
    return "test_" + UUID.randomUUID().toString().replace('-', '_');
  }

  int brokerPort() {
    return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
  }

  /** The same site, whose broker is reached through the proxy. */
  Site behind(BrokerProxy proxy) {
    return new Site(proxy.bootstrapServers(), jdbcUrl, group);
  }
}

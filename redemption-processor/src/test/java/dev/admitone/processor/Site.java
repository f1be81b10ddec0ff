package dev.admitone.processor;

import dev.admitone.embedded.SharedServices;
import dev.admitone.testsupport.BrokerProxy;
import java.util.UUID;

/**
 * Where processors run that belong together.
 *
 * @param group their consumer group
 */
record Site(String bootstrapServers, String jdbcUrl, String group) {

  /** On the broker, with a database and a group that nobody else uses. */
  static Site on(String bootstrapServers) {
    String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
    return new Site(bootstrapServers, SharedServices.database().createDatabase(name), name);
  }

  int brokerPort() {
    return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
  }

  /** The same site, whose broker is reached through the proxy. */
  Site behind(BrokerProxy proxy) {
    return new Site(proxy.bootstrapServers(), jdbcUrl, group);
  }
}

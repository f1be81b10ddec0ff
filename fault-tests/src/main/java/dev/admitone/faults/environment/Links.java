package dev.admitone.faults.environment;

import dev.admitone.faults.links.Link;
import java.io.IOException;
import java.util.List;

/** The ways between processes. */
public record Links(Link processorToBroker, Link gatewayToBroker, Link processorToDatabase)
    implements AutoCloseable {

  static Links before(int brokerPort, int databasePort) throws IOException {
    return new Links(
        Link.beforeBroker(brokerPort), Link.beforeBroker(brokerPort), Link.before(databasePort));
  }

  /** Ends all delays and breaks. */
  public void heal() {
    all().forEach(Link::heal);
  }

  private List<Link> all() {
    return List.of(processorToBroker, gatewayToBroker, processorToDatabase);
  }

  @Override
  public void close() {
    all().forEach(Link::close);
  }
}

package dev.admitone.faults.environment;

import dev.admitone.faults.links.Route;
import java.io.IOException;
import java.util.List;

/** The ways between processes. */
public record Links(Route processorToBroker, Route gatewayToBroker, Route processorToDatabase)
    implements AutoCloseable {

  static Links before(List<Integer> brokerPorts, int databasePort) throws IOException {
    return new Links(
        Route.toBrokers(brokerPorts), Route.toBrokers(brokerPorts), Route.to(databasePort));
  }

  /** Ends all delays and breaks. */
  public void heal() {
    all().forEach(Route::heal);
  }

  private List<Route> all() {
    return List.of(processorToBroker, gatewayToBroker, processorToDatabase);
  }

  @Override
  public void close() {
    all().forEach(Route::close);
  }
}

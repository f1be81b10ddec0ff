package dev.admitone.faults.environment;

import dev.admitone.faults.links.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ways between processes. Each service has its own.
 *
 * @param processorsToBroker one for each processor, in their order, as below
 */
public record Links(
    List<Route> processorsToBroker,
    List<Route> processorsToDatabase,
    List<Route> gatewaysToBroker,
    Route consoleToBroker,
    Route consoleToDatabase)
    implements AutoCloseable {

  /** Takes copies. */
  public Links {
    processorsToBroker = List.copyOf(processorsToBroker);
    processorsToDatabase = List.copyOf(processorsToDatabase);
    gatewaysToBroker = List.copyOf(gatewaysToBroker);
  }

  static Links before(List<Integer> brokerPorts, int databasePort, int each) throws IOException {
    List<Route> processorsToBroker = new ArrayList<>();
    List<Route> processorsToDatabase = new ArrayList<>();
    List<Route> gatewaysToBroker = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      processorsToBroker.add(Route.toBrokers(brokerPorts));
      processorsToDatabase.add(Route.to(databasePort));
      gatewaysToBroker.add(Route.toBrokers(brokerPorts));
    }
    return new Links(
        processorsToBroker,
        processorsToDatabase,
        gatewaysToBroker,
        Route.toBrokers(brokerPorts),
        Route.to(databasePort));
  }

  private Stream<Route> all() {
    return Stream.of(
            processorsToBroker,
            processorsToDatabase,
            gatewaysToBroker,
            List.of(consoleToBroker, consoleToDatabase))
        .flatMap(List::stream);
  }

  @Override
  public void close() {
    all().forEach(Route::close);
  }
}

package dev.admitone.local.settings;

import dev.admitone.local.command.CommandFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/** The ports of the stack, all on 127.0.0.1, each with the variable that moves it. */
public enum StackPort {
  GATEWAY("ADMIT_GATEWAY_PORT", 8080, "the gateway"),
  GATEWAY_MANAGEMENT("ADMIT_GATEWAY_MANAGEMENT_PORT", 8090, "the gateway's management"),
  PROCESSOR("ADMIT_PROCESSOR_PORT", 8081, "the processor's management"),
  OPS("ADMIT_OPS_PORT", 8082, "the console of operators"),
  OPS_MANAGEMENT("ADMIT_OPS_MANAGEMENT_PORT", 8092, "the console's management"),
  KAFKA("ADMIT_KAFKA_PORT", 9092, "the broker"),
  POSTGRES("ADMIT_POSTGRES_PORT", 5433, "the database");

  private static final int PORT_MAX = 65_535;

  private final String variable;
  private final int defaultPort;
  private final String user;

  StackPort(String variable, int defaultPort, String user) {
    this.variable = variable;
    this.defaultPort = defaultPort;
    this.user = user;
  }

  /** The variable that moves it. */
  public String variable() {
    return variable;
  }

  /**
   * The port to use; 0 for any free one.
   *
   * @throws CommandFailedException if the variable is no port
   */
  public int in(Map<String, String> environment) {
    String value = environment.get(variable);
    if (value == null || value.isBlank()) {
      return defaultPort;
    }
    try {
      int port = Integer.parseInt(value.strip());
      if (port >= 0 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new CommandFailedException(
        ("%s is '%s': set it to a port from 1 to 65535, to 0 for any free one,"
                + " or leave it out for %d.")
            .formatted(variable, value, defaultPort),
        null);
  }

  /**
   * Looks before anything is started, so that the message names the service.
   *
   * @throws CommandFailedException if the stack cannot listen there
   */
  public void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw String.valueOf(e.getMessage()).contains("in use") ? taken(port, e) : refused(port, e);
    }
  }

  /** A port below 1024, for instance, that only root may use. */
  private CommandFailedException refused(int port, IOException cause) {
    return new CommandFailedException(
        "The stack cannot listen on port %d, for %s: %s. Set %s to another port."
            .formatted(port, user, cause.getMessage(), variable),
        cause);
  }

  /** The message when another process has it. */
  public CommandFailedException taken(int port, Throwable cause) {
    return new CommandFailedException(
        "Port %d, for %s, is taken: stop what listens there, or set %s to a free port."
            .formatted(port, user, variable),
        cause);
  }
}

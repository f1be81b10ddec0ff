package dev.admitone.local.settings;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where and how a local stack runs.
 *
 * @param dataDirectory where everything lies that the next start needs
 * @param listenAddress where the gateway listens; all else listens on 127.0.0.1
 * @param topics the names of the topics, with the stack's prefix
 * @param fresh whether to begin anew
 */
public record StackSettings(
    Path dataDirectory,
    Map<StackPort, Integer> ports,
    String listenAddress,
    TopicNames topics,
    boolean fresh) {

  /** The variable that moves the data directory. */
  public static final String DATA_DIRECTORY_VARIABLE = "ADMIT_DATA_DIR";

  private static final String DATA_DIRECTORY_DEFAULT = ".admit";
  private static final String LISTEN_ADDRESS_VARIABLE = "ADMIT_LISTEN_ADDRESS";
  // For trying things: other machines must not reach it. A container sets another address.
  private static final String LISTEN_ADDRESS_DEFAULT = "127.0.0.1";

  /** Copies the ports. */
  public StackSettings {
    ports = Map.copyOf(ports);
  }

  /**
   * Reads the environment.
   *
   * @throws CommandFailedException if a value cannot be used
   */
  public static StackSettings of(Map<String, String> environment, boolean fresh) {
    Map<StackPort, Integer> ports = new EnumMap<>(StackPort.class);
    for (StackPort port : StackPort.values()) {
      ports.put(port, port.in(environment));
    }
    String directory = environment.getOrDefault(DATA_DIRECTORY_VARIABLE, DATA_DIRECTORY_DEFAULT);
    return new StackSettings(
        Path.of(directory).toAbsolutePath().normalize(),
        ports,
        environment.getOrDefault(LISTEN_ADDRESS_VARIABLE, LISTEN_ADDRESS_DEFAULT),
        StackPrefix.in(environment),
        fresh);
  }

  /** The port of a service; 0 for any free one. */
  public int port(StackPort port) {
    Integer number = ports.get(port);
    if (number == null) {
      throw new IllegalArgumentException(port + " has no number");
    }
    return number;
  }

  /**
   * Looks before anything is started. The database's port may be taken by what a killed run left
   * behind on the same data: the database itself tells that apart.
   *
   * @throws CommandFailedException if another process listens on one
   */
  public void requirePortsFree() {
    ports.forEach(
        (port, number) -> {
          if (port != StackPort.POSTGRES) {
            port.requireFree(number);
          }
        });
  }

  /** The message about a port that another process has. */
  public CommandFailedException taken(int number, Throwable cause) {
    for (Map.Entry<StackPort, Integer> port : ports.entrySet()) {
      if (port.getValue() == number) {
        return port.getKey().taken(number, cause);
      }
    }
    return new CommandFailedException("Port %d is taken.".formatted(number), cause);
  }

  /** The broker's data. */
  public Path kafkaDirectory() {
    return dataDirectory.resolve("kafka");
  }

  /** The database's data. */
  public Path databaseDirectory() {
    return dataDirectory.resolve("postgres");
  }

  /** The log file of the services. */
  public Path logFile() {
    return logDirectory().resolve("admit-one.log");
  }

  /** Where that file lies, with those before it. */
  public Path logDirectory() {
    return dataDirectory.resolve("logs");
  }

  /** The key that tokens are signed with. */
  public Path tokenKeyFile() {
    return dataDirectory.resolve("token-key.json");
  }

  /** The keyset that profiles are sealed with. */
  public Path sealKeysetFile() {
    return dataDirectory.resolve("seal-keyset.json");
  }

  /** The keyset of the fingerprints of signups. */
  public Path fingerprintKeysetFile() {
    return dataDirectory.resolve("fingerprint-keyset.json");
  }

  /** The keyset of the pseudonyms of erased users. */
  public Path erasureKeysetFile() {
    return dataDirectory.resolve("erasure-keyset.json");
  }

  /** The secret that keyed codes are derived from. */
  public Path codeSecretFile() {
    return dataDirectory.resolve("code-secret");
  }

  /** It is there while the stack is ready, its demo codes included. */
  public Path readyFile() {
    return dataDirectory.resolve("ready");
  }

  /** All secrets; a stack that begins anew has others. */
  public List<Path> secretFiles() {
    return List.of(
        codeSecretFile(),
        tokenKeyFile(),
        sealKeysetFile(),
        fingerprintKeysetFile(),
        erasureKeysetFile());
  }
}

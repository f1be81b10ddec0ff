package dev.admitone.local;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.service.start.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the environment and the command line say.
 *
 * @param dataDirectory where everything lives that is to be there at the next start
 * @param listenAddress where the gateway listens; all else listens on 127.0.0.1
 * @param topics the names of the topics, with the stack's prefix
 * @param fresh whether to begin anew
 */
record StackSettings(
    Path dataDirectory,
    Map<StackPort, Integer> ports,
    String listenAddress,
    TopicNames topics,
    boolean fresh) {

  static final String DATA_DIRECTORY_VARIABLE = "ADMIT_DATA_DIR";
  private static final String DEFAULT_DATA_DIRECTORY = ".admit";
  private static final String LISTEN_ADDRESS_VARIABLE = "ADMIT_LISTEN_ADDRESS";
  // For trying things: not to be found by the machines around. A container says otherwise.
  private static final String DEFAULT_LISTEN_ADDRESS = "127.0.0.1";
  private static final String FRESH = "--fresh";

  StackSettings {
    ports = Map.copyOf(ports);
  }

  /**
   * Reads both.
   *
   * @throws StartFailedException if a value cannot be used
   */
  static StackSettings of(Map<String, String> environment, List<String> arguments) {
    for (String argument : arguments) {
      if (!argument.equals(FRESH)) {
        throw new StartFailedException(
            "'%s' is unknown: ./admit up takes --fresh, or nothing.".formatted(argument), null);
      }
    }
    Map<StackPort, Integer> ports = new EnumMap<>(StackPort.class);
    for (StackPort port : StackPort.values()) {
      ports.put(port, port.in(environment));
    }
    String directory = environment.getOrDefault(DATA_DIRECTORY_VARIABLE, DEFAULT_DATA_DIRECTORY);
    return new StackSettings(
        Path.of(directory).toAbsolutePath().normalize(),
        ports,
        environment.getOrDefault(LISTEN_ADDRESS_VARIABLE, DEFAULT_LISTEN_ADDRESS),
        StackPrefix.in(environment),
        arguments.contains(FRESH));
  }

  int port(StackPort port) {
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
   * @throws StartFailedException if somebody listens on one
   */
  void requirePortsFree() {
    ports.forEach(
        (port, number) -> {
          if (port != StackPort.POSTGRES) {
            port.requireFree(number);
          }
        });
  }

  /**
   * Makes the data directory where there is none. To be called before anything logs: the log lies
   * in there.
   *
   * @throws StartFailedException if this process cannot write there
   */
  void requireWritable() {
    Path logs = logDirectory();
    try {
      Files.createDirectories(logs);
      for (Path directory : List.of(dataDirectory, logs)) {
        if (!Files.isWritable(directory)) {
          throw new AccessDeniedException(directory.toString());
        }
      }
    } catch (IOException e) {
      Path directory = Files.isWritable(dataDirectory) ? logs : dataDirectory;
      throw new StartFailedException(
          "The data cannot be kept: %s. Set %s to a directory of this user's."
              .formatted(FileTrouble.ofWriting(directory, e), DATA_DIRECTORY_VARIABLE),
          e);
    }
  }

  /** Deletes what a stack writes, and nothing else that lies in the directory. */
  void discardData() {
    EmbeddedDatabase.discard(databaseDirectory());
    EmbeddedKafka.discard(kafkaDirectory());
    for (Path secret :
        List.of(codeSecretFile(), tokenKeyFile(), sealKeysetFile(), fingerprintKeysetFile())) {
      try {
        Files.deleteIfExists(secret);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot delete " + secret, e);
      }
    }
  }

  /** The keys of signups, where they are not there yet: one keyset for gateway and processor. */
  void makeKeysets() {
    var _ = SecretFile.in(sealKeysetFile(), ProfileSeal::newKeyset);
    var _ = SecretFile.in(fingerprintKeysetFile(), SignupFingerprints::newKeyset);
  }

  StartFailedException taken(int number, Throwable cause) {
    for (Map.Entry<StackPort, Integer> port : ports.entrySet()) {
      if (port.getValue() == number) {
        return port.getKey().taken(number, cause);
      }
    }
    return new StartFailedException("Port %d is taken.".formatted(number), cause);
  }

  Path kafkaDirectory() {
    return dataDirectory.resolve("kafka");
  }

  Path databaseDirectory() {
    return dataDirectory.resolve("postgres");
  }

  Path logFile() {
    return logDirectory().resolve("admit-one.log");
  }

  private Path logDirectory() {
    return dataDirectory.resolve("logs");
  }

  Path tokenKeyFile() {
    return dataDirectory.resolve("token-key.json");
  }

  Path sealKeysetFile() {
    return dataDirectory.resolve("seal-keyset.json");
  }

  Path fingerprintKeysetFile() {
    return dataDirectory.resolve("fingerprint-keyset.json");
  }

  Path codeSecretFile() {
    return dataDirectory.resolve("code-secret");
  }
}

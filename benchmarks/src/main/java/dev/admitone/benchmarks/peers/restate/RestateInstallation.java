package dev.admitone.benchmarks.peers.restate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Restate as the user of the benchmark has installed it. */
public final class RestateInstallation {

  /** Names the directory in which npm has installed the server and the SDK. */
  public static final String VARIABLE = "ADMIT_RESTATE";

  private static final String SERVER_PACKAGES = "node_modules/@restatedev";
  private static final String SERVER_OF_A_PLATFORM = "restate-server-*";
  private static final String SERVER = "bin/restate-server";

  private final Path directory;
  private final Path server;

  private RestateInstallation(Path directory, Path server) {
    this.directory = directory;
    this.server = server;
  }

  /** The one that the variable names, if there is one. */
  public static Optional<RestateInstallation> find() {
    String directory = System.getenv(VARIABLE);
    return directory == null || directory.isBlank()
        ? Optional.empty()
        : in(Path.of(directory).toAbsolutePath());
  }

  private static Optional<RestateInstallation> in(Path directory) {
    Path packages = directory.resolve(SERVER_PACKAGES);
    if (!Files.isDirectory(packages)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(packages, SERVER_OF_A_PLATFORM)) {
      for (Path platform : found) {
        Path server = platform.resolve(SERVER);
        if (Files.isExecutable(server)) {
          return Optional.of(new RestateInstallation(directory, server));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  /** The server's own program, not npm's wrapper around it, which would outlive a kill. */
  Path server() {
    return server;
  }
}

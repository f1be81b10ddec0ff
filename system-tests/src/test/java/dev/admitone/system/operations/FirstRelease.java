package dev.admitone.system.operations;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Version 0.1, built from its sources in this repository's history. Needs git and Maven. */
final class FirstRelease {

  private static final String COMMIT = "1fa641fbf78cc0f9675b27efe4e65c25cbb9d986";
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final int BUILD_MINUTES_MAX = 15;

  private FirstRelease() {}

  /** Builds it in the directory; returns the class path of {@code ./admit up} and its services. */
  static String classPath(Path directory) throws IOException {
    Path archive = directory.resolve("sources.tar");
    run(REPOSITORY, "git", "archive", "--output", archive.toString(), COMMIT);
    run(directory, "tar", "-xf", archive.toString());
    run(
        directory,
        List.of(
            "mvn",
            "--batch-mode",
            "--quiet",
            "--projects",
            "local-stack",
            "--also-make",
            "-Dmaven.test.skip",
            "-Dspotless.check.skip",
            "-Dmdep.analyze.skip",
            "package"));
    Path built = directory.resolve("local-stack/target");
    try (Stream<Path> libraries = Files.list(built.resolve("lib"));
        Stream<Path> own = Files.list(built)) {
      return Stream.concat(libraries, own)
          .map(Path::toString)
          .filter(file -> file.endsWith(".jar"))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static void run(Path directory, String... command) throws IOException {
    run(directory, List.of(command));
  }

  private static void run(Path directory, List<String> command) throws IOException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      if (!process.waitFor(BUILD_MINUTES_MAX, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command.getFirst() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(command + " failed: " + Files.readString(output));
    }
  }
}

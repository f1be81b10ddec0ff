package dev.admitone.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A Java 17 where systems keep theirs, for what other teams and tools run on it. */
public final class Java17 {

  /** As {@link NeedsProgram} calls it. */
  public static final String PROGRAM = "java17";

  private static final Path LINUX = Path.of("/usr/lib/jvm");
  private static final Path MACOS = Path.of("/Library/Java/JavaVirtualMachines");
  private static final String VERSION = "JAVA_VERSION=\"17";

  private Java17() {}

  /** The program that starts it; empty where there is none. */
  public static Optional<Path> java() {
    return in(LINUX, "").or(() -> in(MACOS, "Contents/Home"));
  }

  private static Optional<Path> in(Path directory, String home) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path each : all) {
        Path java = each.resolve(home).resolve("bin").resolve("java");
        Path release = each.resolve(home).resolve("release");
        if (Files.isExecutable(java)
            && Files.isReadable(release)
            && Files.readString(release).contains(VERSION)) {
          return Optional.of(java);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

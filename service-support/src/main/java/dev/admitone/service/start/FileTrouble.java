package dev.admitone.service.start;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a file cannot be used, in one sentence with its mode, its owner and the process's user. */
public final class FileTrouble {

  private FileTrouble() {}

  /** The sentence, without a full stop at its end. */
  public static String of(Path file, IOException e) {
    if (Files.isDirectory(file) && Files.isReadable(file)) {
      return "%s is a directory%s".formatted(file, rights(file));
    }
    if (Files.isReadable(file)) {
      return "%s cannot be used: %s%s".formatted(file, reason(file, e), rights(file));
    }
    if (Files.exists(file)) {
      return "%s may not be read%s".formatted(file, rights(file));
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && Files.exists(parent) && !Files.isExecutable(parent)) {
      return "%s may not be looked for%s".formatted(file, rights(parent));
    }
    return Files.notExists(file)
        ? "%s does not exist (this process runs as %s)".formatted(file, user())
        : "%s cannot be used: %s (this process runs as %s)"
            .formatted(file, reason(file, e), user());
  }

  /** The sentence about a directory that cannot be made or written to, without a full stop. */
  public static String ofWriting(Path directory, IOException e) {
    return Files.isDirectory(directory) && !Files.isWritable(directory)
        ? "%s may not be written to%s".formatted(directory, rights(directory))
        : "%s cannot be made or written to: %s (this process runs as %s)"
            .formatted(directory, reason(directory, e), user());
  }

  /** The file system's own text; its message repeats the name. */
  private static String reason(Path file, IOException e) {
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = e.getMessage();
    return message == null || message.equals(file.toString())
        ? e.getClass().getSimpleName()
        : message;
  }

  private static String rights(Path file) {
    try {
      return ": %s has mode %s and belongs to user id %s, this process runs as %s"
          .formatted(
              file.getFileName(),
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
              Files.getAttribute(file, "unix:uid"),
              user());
    } catch (IOException | UnsupportedOperationException e) {
      return " (this process runs as %s)".formatted(user());
    }
  }

  private static String user() {
    return userId().map(id -> "user id " + id).orElseGet(() -> System.getProperty("user.name"));
  }

  /** Linux says it of each process; other systems have no such file. */
  private static Optional<String> userId() {
    try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      return status
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> line.split("\\s+", -1)[2])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

package dev.admitone.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Something secret that is made at the first start and kept with the data, for its owner alone. */
final class SecretFile {

  private SecretFile() {}

  /** Makes it if it is not there; returns what is in it. */
  static String in(Path file, Supplier<String> make) {
    try {
      if (Files.notExists(file)) {
        // Written beside its place and renamed: a kill in between leaves no empty secret.
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(
            unfinished,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, make.get());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the secret in " + file, e);
    }
  }
}

package dev.admitone.local.secrets;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.service.start.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A secret that is made at the first start and kept with the data, readable by its owner alone. */
public final class SecretFile {

  private SecretFile() {}

  /** The content of the file; it is made first where there is none. */
  public static String in(Path file, Supplier<String> made) {
    try {
      if (Files.notExists(file)) {
        // Written beside its place and renamed: a kill in between leaves no empty secret.
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(
            unfinished,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, made.get());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailedException(
          "The secret in %s cannot be used: %s.".formatted(file, FileTrouble.of(file, e)), e);
    }
  }
}

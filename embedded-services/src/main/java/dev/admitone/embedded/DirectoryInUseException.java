package dev.admitone.embedded;

import java.nio.file.Path;

/** A running service has the data directory already. Nothing was started or changed. */
public final class DirectoryInUseException extends IllegalStateException {
  private final transient Path directory;

  DirectoryInUseException(Path directory, String holder) {
    super("data directory " + directory + " is in use by process " + holder);
    this.directory = directory;
  }

  /** The data directory that is in use. */
  public Path directory() {
    return directory;
  }
}

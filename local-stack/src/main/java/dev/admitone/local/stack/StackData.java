package dev.admitone.local.stack;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.service.start.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a stack keeps in its data directory. */
final class StackData {

  private StackData() {}

  /**
   * Makes the data directory where there is none. To be called before anything logs: the log file
   * lies in there.
   *
   * @throws CommandFailedException if this process cannot write there
   */
  static void requireWritable(StackSettings settings) {
    Path data = settings.dataDirectory();
    Path logs = settings.logDirectory();
    try {
      Files.createDirectories(logs);
      for (Path directory : List.of(data, logs)) {
        if (!Files.isWritable(directory)) {
          throw new AccessDeniedException(directory.toString());
        }
      }
    } catch (IOException e) {
      Path directory = Files.isWritable(data) ? logs : data;
      throw new CommandFailedException(
          "The data cannot be kept: %s. Set %s to a directory of this user's."
              .formatted(
                  FileTrouble.ofWriting(directory, e), StackSettings.DATA_DIRECTORY_VARIABLE),
          e);
    }
  }

  /** Deletes what a stack writes, and nothing else that lies in the directory. */
  static void discard(StackSettings settings) {
    EmbeddedDatabase.discard(settings.databaseDirectory());
    EmbeddedKafka.discard(settings.kafkaDirectory());
    for (Path secret : settings.secretFiles()) {
      try {
        Files.deleteIfExists(secret);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot delete " + secret, e);
      }
    }
  }
}

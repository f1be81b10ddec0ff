package dev.admitone.local;

import dev.admitone.embedded.DirectoryInUseException;
import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Beginning anew. */
final class DataDirectory {

  private DataDirectory() {}

  /**
   * Deletes what a running stack would write, and nothing else that lies there.
   *
   * @throws StartFailedException if a stack runs on it; nothing is deleted then
   */
  static void discard(StackSettings settings) {
    try {
      EmbeddedDatabase.discard(settings.databaseDirectory());
      EmbeddedKafka.discard(settings.kafkaDirectory());
      Files.deleteIfExists(settings.codeSecretFile());
    } catch (DirectoryInUseException e) {
      throw StartFailures.inUse(settings, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + settings.codeSecretFile(), e);
    }
  }
}

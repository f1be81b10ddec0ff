package dev.admitone.local.ops;

import dev.admitone.local.command.UsageException;
import dev.admitone.service.start.FileTrouble;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file with codes.
 *
 * @param type its media type
 * @param key the same for the same content, so that a file which is sent again makes no code twice
 */
record CodesFile(Path file, String type, String key) {

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Reads the file once, for its key.
   *
   * @param format csv or jsonl; null: what the file's name ends in
   * @throws UsageException if the file cannot be read
   */
  static CodesFile of(Path file, @Nullable String format, @Nullable String key) {
    try {
      return new CodesFile(file, type(file, format), key == null ? digest(file) : key);
    } catch (IOException e) {
      throw new UsageException("The codes cannot be read: %s.".formatted(FileTrouble.of(file, e)));
    }
  }

  /** Its content, for one call. */
  BodyPublisher content() {
    try {
      return BodyPublishers.ofFile(file);
    } catch (FileNotFoundException e) {
      throw new UsageException("The codes cannot be read: %s.".formatted(FileTrouble.of(file, e)));
    }
  }

  private static String type(Path file, @Nullable String format) {
    String form = format == null ? ending(file) : format;
    return switch (form) {
      case "csv" -> "text/csv";
      case "jsonl" -> "application/jsonl";
      default ->
          throw new UsageException(
              "--format is csv or jsonl; without it, the file's name ends in one of them.");
    };
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String digest(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java has SHA-256", e);
    }
  }
}

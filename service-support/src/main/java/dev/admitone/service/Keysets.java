package dev.admitone.service;

import static java.util.Objects.requireNonNull;

import dev.admitone.service.start.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a keyset from where the settings say, and names the setting that has to be corrected. */
public final class Keysets {

  private Keysets() {}

  /**
   * The settings of one keyset: {@code <prefix>.keyset} and {@code <prefix>.keyset-file}.
   *
   * @param prefix of the properties' names
   */
  public record Source(String prefix) {

    private String whatToSet() {
      String variable = prefix.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
      return ("set %1$s.keyset-file to a file with a keyset in Tink's JSON format, or"
              + " %1$s.keyset to the keyset itself (environment variables %2$s_KEYSETFILE,"
              + " %2$s_KEYSET)")
          .formatted(prefix, variable);
    }
  }

  /**
   * Makes something of the keyset.
   *
   * @param make throws an {@link IllegalArgumentException} that says what is wrong with the keyset,
   *     without anything of it
   * @throws IllegalArgumentException if there is no such keyset; the message says what to set
   */
  public static <T> T use(
      Source source, @Nullable String keyset, @Nullable Path file, Function<String, T> make) {
    String given = keyset == null || keyset.isBlank() ? null : keyset;
    Path from = file == null || file.toString().isBlank() ? null : file;
    if ((given == null) == (from == null)) {
      throw new IllegalArgumentException(
          (given == null ? "%s is missing: %s" : "%s is there twice: %s, not both")
              .formatted(source.prefix() + ".keyset", source.whatToSet()));
    }
    try {
      return make.apply(given == null ? Files.readString(requireNonNull(from)) : given);
    } catch (IOException e) {
      // Without its cause: of a start that failed, the innermost message is shown.
      throw new IllegalArgumentException(
          "%s.keyset-file cannot be read, %s: %s"
              .formatted(
                  source.prefix(), FileTrouble.of(requireNonNull(from), e), source.whatToSet()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s%s cannot be used, %s: %s"
              .formatted(
                  source.prefix(),
                  given == null ? ".keyset-file" : ".keyset",
                  e.getMessage(),
                  source.whatToSet()));
    }
  }
}

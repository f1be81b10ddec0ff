package dev.admitone.ops.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.history.Position;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of dead letters.
 *
 * @param items the newest first
 * @param unread as in {@link LetterOverview}
 * @param missing as in {@link LetterOverview}
 * @param next where the list goes on; null: this page is the end of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LetterPage(
    List<Letter> items, long unread, @Nullable String missing, @Nullable String next) {

  /** Copies the items. */
  public LetterPage {
    items = List.copyOf(items);
  }

  /** A place in the list, which goes on with what is older. */
  record Cursor(Instant deadAt, Position position) {

    private static final Pattern TEXT = Pattern.compile("([0-9T:.Z+-]+)_(\\d{1,5})-(\\d{1,18})");

    /** Behind the letter. */
    static Cursor of(Letter letter) {
      return new Cursor(letter.deadAt(), letter.position());
    }

    /** Reads what {@link #text} wrote; empty if it is something else. */
    static Optional<Cursor> parse(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Cursor(
                Instant.parse(matcher.group(1)),
                new Position(
                    Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)))));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    String text() {
      return "%s_%d-%d".formatted(deadAt, position.partition(), position.offset());
    }
  }
}

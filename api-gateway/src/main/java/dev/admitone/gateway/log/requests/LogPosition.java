package dev.admitone.gateway.log.requests;

import dev.admitone.schemas.avro.Position;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the requests topic.
 *
 * @param partition the partition's number
 * @param offset the offset in it
 */
public record LogPosition(int partition, long offset) {

  /** How a position is written in a URL: {@code <partition>-<offset>}. */
  public static final Pattern TEXT = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})");

  /** The position that a record names. */
  public static LogPosition of(Position position) {
    return new LogPosition(position.getPartition(), position.getOffset());
  }

  /** Reads a position as {@link #text} writes it; empty if it is none. */
  public static Optional<LogPosition> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new LogPosition(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** As URLs name it. */
  public String text() {
    return partition + "-" + offset;
  }
}

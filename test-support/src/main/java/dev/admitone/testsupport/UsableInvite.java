package dev.admitone.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code usable-invites.txt}: an invite, a time, and why the invite is not usable then.
 * The processor and the gateway each have the rule, and each is held against the same table.
 *
 * @param line as it is in the table
 * @param refusal the reason's name; null if the invite is usable
 */
public record UsableInvite(
    String line,
    @Nullable Instant startsAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Long maxUses,
    long currentUses,
    Instant at,
    @Nullable String refusal) {

  private static final String NONE = "-";

  /** All lines. */
  public static List<UsableInvite> all() {
    try (InputStream table =
        requireNonNull(UsableInvite.class.getResourceAsStream("usable-invites.txt"))) {
      return new String(table.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(UsableInvite::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UsableInvite parse(String line) {
    List<String> cells = List.of(line.trim().split("\\s*\\|\\s*", -1));
    if (cells.size() != 7) {
      throw new IllegalArgumentException("Not seven cells: " + line);
    }
    return new UsableInvite(
        line.trim(),
        time(cells.get(0)),
        time(cells.get(1)),
        time(cells.get(2)),
        cells.get(3).equals(NONE) ? null : Long.valueOf(cells.get(3)),
        Long.parseLong(cells.get(4)),
        requireNonNull(time(cells.get(5)), line),
        cells.get(6).equals(NONE) ? null : cells.get(6));
  }

  private static @Nullable Instant time(String cell) {
    return cell.equals(NONE) ? null : Instant.ofEpochSecond(Long.parseLong(cell));
  }

  @Override
  public String toString() {
    return line;
  }
}

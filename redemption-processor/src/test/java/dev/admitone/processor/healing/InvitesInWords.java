package dev.admitone.processor.healing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import dev.admitone.processor.redemption.Invite;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Invites and snapshots of a table: {@code CODE [max=N] [uses=N] [v=N]}. */
final class InvitesInWords {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private InvitesInWords() {}

  /** The snapshots, separated by commas. */
  static Map<String, Snapshot> snapshots(String words) {
    return Stream.of(words.split(","))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .map(InvitesInWords::snapshot)
        .collect(toMap(Snapshot::code, one -> one));
  }

  static Snapshot snapshot(String words) {
    String code = words.replaceFirst(" .*", "");
    return new Snapshot(
        UUID.nameUUIDFromBytes(code.getBytes(UTF_8)),
        code,
        number(words, "max"),
        orZero(number(words, "uses")),
        null,
        null,
        null,
        orZero(number(words, "v")),
        NOON);
  }

  static Invite invite(String words) {
    Snapshot as = snapshot(words);
    return new Invite(
        as.inviteId(),
        as.code(),
        as.maxUses(),
        as.currentUses(),
        null,
        null,
        null,
        "operator",
        NOON,
        as.version(),
        NOON);
  }

  static @Nullable Long number(String words, String name) {
    List<String> values =
        Arrays.stream(words.split(" "))
            .filter(part -> part.startsWith(name + "="))
            .map(part -> part.substring(name.length() + 1))
            .toList();
    return values.isEmpty() ? null : Long.valueOf(values.getFirst());
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}

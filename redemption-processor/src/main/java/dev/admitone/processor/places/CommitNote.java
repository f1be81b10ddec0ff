package dev.admitone.processor.places;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metadata of a committed offset. Kept by brokers for as long as the group lives, so the form
 * stays: {@code admit-one ledger=<uuid> topic=<id> place=<offset>}.
 *
 * @param ledgerId whose lane committed
 * @param topicId of which topic
 * @param place the ledger's place then
 */
public record CommitNote(UUID ledgerId, String topicId, long place) {

  private static final Pattern FORM =
      Pattern.compile(
          "admit-one ledger=([0-9a-f-]{36}) topic=([A-Za-z0-9_-]{22}) place=(\\d{1,18})");

  /** The note in the metadata; empty if there is none, as of an operator or version 0.1. */
  public static Optional<CommitNote> parse(String metadata) {
    Matcher parts = FORM.matcher(metadata);
    return parts.matches()
        ? Optional.of(
            new CommitNote(
                UUID.fromString(parts.group(1)), parts.group(2), Long.parseLong(parts.group(3))))
        : Optional.empty();
  }

  /** As the metadata have it. */
  @Override
  public String toString() {
    return "admit-one ledger=%s topic=%s place=%d".formatted(ledgerId, topicId, place);
  }
}

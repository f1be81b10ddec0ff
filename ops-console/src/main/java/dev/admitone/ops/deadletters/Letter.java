package dev.admitone.ops.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.history.Position;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, without its bytes.
 *
 * @param position in the topic of dead letters
 * @param deadLetterReason why no decision was possible; NO_REASON where the record does not say
 * @param detail what exactly is wrong, in words
 * @param source where it lay in the requests topic
 * @param appendedAt when it was appended there
 * @param deadAt the time of its record in the topic of dead letters
 * @param requestId null: it cannot be read
 * @param code null: it cannot be read, or is none
 * @param valueBytes how long its value is
 * @param times how many dead letters have the same request id or the same bytes, this one among
 *     them; counted up to 1,000
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Letter(
    Position position,
    String deadLetterReason,
    @Nullable String detail,
    @Nullable Position source,
    @Nullable Instant appendedAt,
    Instant deadAt,
    @Nullable UUID requestId,
    @Nullable String code,
    int valueBytes,
    Status status,
    int times) {

  /** What was done about a dead letter last. The names are stored: one that was published stays. */
  public enum Status {
    /** Nothing yet. */
    OPEN,
    /** It was sent again. If that was in vain, it has come back as another dead letter. */
    SENT,
    /** It was set aside. */
    ASIDE
  }
}

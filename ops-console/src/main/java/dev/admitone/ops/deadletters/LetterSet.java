package dev.admitone.ops.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.history.Position;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A set of dead letters, which never changes: a letter that comes later is none of it.
 *
 * @param deadLetterReason the reason of all of them; null: they were named one by one
 * @param count how many they are
 * @param action what is done about them; null: it is not confirmed
 * @param confirmedBy the operator that confirmed it
 * @param reason why, in that operator's words
 * @param finishedAt when the last one was carried out; null: it is not
 * @param states how many letters are in which state
 * @param problems the first of those that the log is not known to have taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LetterSet(
    UUID id,
    @Nullable String deadLetterReason,
    long count,
    Instant createdAt,
    String createdBy,
    @Nullable LetterAction action,
    @Nullable Instant confirmedAt,
    @Nullable String confirmedBy,
    @Nullable String reason,
    @Nullable Instant finishedAt,
    Map<State, Long> states,
    List<Problem> problems) {

  /** Copies the collections. */
  public LetterSet {
    states = Collections.unmodifiableMap(new TreeMap<>(states));
    problems = List.copyOf(problems);
  }

  /** How many letters of the set are in the state. */
  public long count(State state) {
    return states.getOrDefault(state, 0L);
  }

  /** A letter of the set that the log is not known to have taken. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Problem(Position position, State state, @Nullable String error) {}

  /** What became of a letter of a set. The names are stored: one that was published stays. */
  public enum State {
    /** It is still to be carried out. */
    WAITING,
    /** It is being sent. If the console ended meanwhile, it is not sent once more. */
    SENDING,
    /** The log has acknowledged it. */
    SENT,
    /** It was set aside. */
    ASIDE,
    /** Another set had it after this set of a reason was made. */
    LEFT_OUT,
    /** The topic of dead letters does not have it any longer. */
    GONE,
    /** The log did not take it. */
    FAILED,
    /** The console did not see whether the log has taken it. */
    UNKNOWN
  }
}

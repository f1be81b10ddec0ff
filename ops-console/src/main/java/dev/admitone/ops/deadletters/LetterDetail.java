package dev.admitone.ops.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.deadletters.LetterSet.State;
import dev.admitone.ops.history.Position;
import dev.admitone.ops.records.ShownRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter with its bytes, decoded where that is possible, and what operators did about it.
 *
 * @param record null: the topic cannot be read now, or does not have it any longer
 * @param handlings the newest first
 * @param others the latest other dead letters with the same request id or the same bytes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LetterDetail(
    Letter letter, @Nullable ShownRecord record, List<Handling> handlings, List<Letter> others) {

  /** Copies the lists. */
  public LetterDetail {
    handlings = List.copyOf(handlings);
    others = List.copyOf(others);
  }

  /**
   * What an operator did about a letter.
   *
   * @param reason why, in the operator's words
   * @param sentTo where it lies in the requests topic since; null: it was not sent, or that is not
   *     known
   * @param error why it is not known to be sent; null: nothing is wrong
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Handling(
      UUID setId,
      LetterAction action,
      State state,
      String operator,
      String reason,
      Instant at,
      @Nullable Position sentTo,
      @Nullable String error) {}
}

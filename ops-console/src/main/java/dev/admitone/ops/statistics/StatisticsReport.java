package dev.admitone.ops.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.search.TimeRange;
import dev.admitone.ops.statistics.counts.Alert;
import dev.admitone.ops.statistics.counts.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided in a range of time.
 *
 * @param step how long a slot is
 * @param range that was asked about
 * @param newestAt the time of the newest decision that is counted; null: none is
 * @param slots those in which something was decided, the newest first
 * @param codes those with the most decisions in the range, the one with the most first
 * @param alerts what was unusual, also outside of the range; the last seen one first
 * @param missing why there are no numbers; null: there are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatisticsReport(
    Step step,
    TimeRange range,
    @Nullable Instant newestAt,
    List<Slot> slots,
    List<CodeCount> codes,
    List<Alert> alerts,
    @Nullable String missing) {

  /** Copies the lists. */
  public StatisticsReport {
    slots = List.copyOf(slots);
    codes = List.copyOf(codes);
    alerts = List.copyOf(alerts);
  }

  /**
   * A minute or an hour.
   *
   * @param begin of the slot
   * @param outcomes the outcomes and the reasons of refusals, the one with the most first
   * @param topCodes the codes with the most decisions, the one with the most first
   * @param uses of an hour: granted in it and not given back since; null: not of this question
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Slot(
      Instant begin,
      List<OutcomeCount> outcomes,
      List<CodeCount> topCodes,
      @Nullable UsesCount uses) {

    /** Copies the lists. */
    public Slot {
      outcomes = List.copyOf(outcomes);
      topCodes = List.copyOf(topCodes);
    }

    /** How many decisions had the outcome. */
    public long decisions(String outcome) {
      return outcomes.stream()
          .filter(each -> each.outcome().equals(outcome))
          .mapToLong(OutcomeCount::decisions)
          .sum();
    }

    /** How many decisions there were. */
    public long decisions() {
      return outcomes.stream().mapToLong(OutcomeCount::decisions).sum();
    }
  }

  /**
   * How many decisions had an outcome.
   *
   * @param outcome REDEEMED, RELEASED, DONE, DEAD_LETTERED, or the reason of a refusal
   */
  public record OutcomeCount(String outcome, long decisions) {}

  /**
   * How many decisions there were about a code.
   *
   * @param code the code
   * @param decisions all
   * @param outcomes the same by outcome, the one with the most first
   */
  public record CodeCount(String code, long decisions, List<OutcomeCount> outcomes) {

    /** Copies the outcomes. */
    public CodeCount {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * The uses of an hour, as the rows of {@code invite_uses} are.
   *
   * @param count how many
   * @param users different ones that have them
   * @param isExact false: there were more users than are told apart, and {@code users} is too low
   */
  public record UsesCount(long count, long users, boolean isExact) {}
}

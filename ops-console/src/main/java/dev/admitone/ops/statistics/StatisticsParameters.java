package dev.admitone.ops.statistics;

import static java.util.Objects.requireNonNull;

import dev.admitone.ops.search.TimeRange;
import dev.admitone.ops.statistics.counts.Step;
import dev.admitone.ops.web.Parameters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a call or a page asks for, as it was typed.
 *
 * @param step HOUR, which null stands for too, or MINUTE
 * @param from the begin of the range; null: a day before its end
 * @param to its end; null: now
 * @param code the one code that is asked about; null: all
 * @param limit how many codes; null: 100
 */
record StatisticsParameters(
    @Nullable String step,
    @Nullable String from,
    @Nullable String to,
    @Nullable String code,
    @Nullable String limit) {

  /**
   * Asks.
   *
   * @throws dev.admitone.ops.problem.RefusedCallException if a value is not what it has to be
   */
  StatisticsReport ask(Statistics statistics, Instant now) {
    Step read = Parameters.word("step", step, Step.class);
    TimeRange range = Parameters.range(from, to, now);
    return statistics.report(
        read == null ? Step.HOUR : read,
        range,
        requireNonNull(range.from()),
        code == null ? null : Parameters.code(code),
        Parameters.limit(limit));
  }
}

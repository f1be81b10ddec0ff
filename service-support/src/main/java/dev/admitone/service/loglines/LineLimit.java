package dev.admitone.service.loglines;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Leaves out lines that an outage repeats, and logs once a minute how many there were. A logger
 * whose level is DEBUG or finer is left alone: its lines were asked for. So are decisions, each of
 * which is about another request.
 */
final class LineLimit extends Filter<ILoggingEvent> {

  private static final String OWN = "dev.admitone.";
  private static final String DECISIONS = OWN + "decisions";

  /** Of {@code org.apache.kafka.clients.NetworkClient} it is {@code org.apache.kafka}. */
  private static final int SEGMENTS_OF_LIBRARY = 3;

  private final LoggerContext loggers;
  private final LineBudget budget;
  private final Function<Duration, Executor> after;
  private final Consumer<String> summaries;

  /**
   * @param after what runs a task after so long
   * @param summaries takes the line that says what was left out
   */
  LineLimit(
      LoggerContext loggers,
      LineBudget budget,
      Function<Duration, Executor> after,
      Consumer<String> summaries) {
    this.loggers = loggers;
    this.budget = budget;
    this.after = after;
    this.summaries = summaries;
    setContext(loggers);
    start();
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.INFO) || isWanted(event.getLoggerName())) {
      return FilterReply.NEUTRAL;
    }
    return switch (verdict(event)) {
      case WRITTEN -> FilterReply.NEUTRAL;
      case LEFT_OUT -> FilterReply.DENY;
      case FIRST_LEFT_OUT -> {
        after.apply(LineBudget.PERIOD).execute(this::summarize);
        yield FilterReply.DENY;
      }
    };
  }

  private boolean isWanted(String logger) {
    return logger.equals(DECISIONS)
        || !loggers.getLogger(logger).getEffectiveLevel().isGreaterOrEqual(Level.INFO);
  }

  private LineBudget.Verdict verdict(ILoggingEvent event) {
    String logger = event.getLoggerName();
    if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
      return budget.news(line(event), logger);
    }
    // A library reports the same in several ways: all its lines are one kind.
    return logger.startsWith(OWN)
        ? budget.trouble(line(event), logger)
        : budget.trouble(library(logger), library(logger));
  }

  private static String line(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    String line = event.getLoggerName() + ' ' + event.getMessage();
    return thrown == null ? line : line + ' ' + thrown.getClassName();
  }

  private static String library(String logger) {
    int end = -1;
    for (int segment = 0; segment < SEGMENTS_OF_LIBRARY; segment++) {
      end = logger.indexOf('.', end + 1);
      if (end < 0) {
        return logger;
      }
    }
    return logger.substring(0, end);
  }

  private void summarize() {
    Map<String, Integer> leftOut = budget.takeLeftOut();
    int sum = leftOut.values().stream().mapToInt(Integer::intValue).sum();
    if (sum > 0) {
      summaries.accept(
          "Left out %d more lines in the last minute: %s. All are there while the logger's level is DEBUG."
              .formatted(
                  sum,
                  leftOut.entrySet().stream()
                      .map(one -> "%s %d".formatted(one.getKey(), one.getValue()))
                      .collect(Collectors.joining(", "))));
    }
  }
}

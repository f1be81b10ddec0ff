package dev.admitone.service.loglines;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Bounds the lines of all appenders, of any configuration. */
public final class LineLimits {

  private LineLimits() {}

  /**
   * Bounds each appender that is not bounded yet. To be called whenever logging was set up anew;
   * without Logback it does nothing.
   */
  public static void install() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
      for (Logger logger : loggers.getLoggerList()) {
        Iterator<Appender<ILoggingEvent>> appenders = logger.iteratorForAppenders();
        while (appenders.hasNext()) {
          bound(loggers, appenders.next());
        }
      }
    }
  }

  private static synchronized void bound(LoggerContext loggers, Appender<ILoggingEvent> appender) {
    boolean bounded =
        appender.getCopyOfAttachedFiltersList().stream().anyMatch(LineLimit.class::isInstance);
    if (!bounded) {
      appender.addFilter(
          new LineLimit(
              loggers,
              new LineBudget(System::nanoTime),
              delay -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS),
              summary -> append(loggers, appender, summary)));
    }
  }

  /** To this appender alone: another one has left out others. */
  private static void append(
      LoggerContext loggers, Appender<ILoggingEvent> appender, String summary) {
    Logger own = loggers.getLogger(LineLimits.class);
    appender.doAppend(
        new LoggingEvent(LineLimits.class.getName(), own, Level.WARN, summary, null, null));
  }
}

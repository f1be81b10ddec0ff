package dev.admitone.service.loglines;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LineLimitTest {

  private static final String KAFKA = "org.apache.kafka.clients.";

  private final LoggerContext loggers = new LoggerContext();
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final List<String> summaries = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private long nanos;

  @BeforeEach
  void begin() {
    loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(written);
    written.addFilter(
        new LineLimit(
            loggers,
            new LineBudget(() -> nanos),
            delay -> {
              assertThat(delay).isEqualTo(Duration.ofMinutes(1));
              return later::add;
            },
            summaries::add));
    written.start();
  }

  @Test
  void theFirstLinesOfAKindPassAndTheRestIsCounted() {
    for (int i = 0; i < 100; i++) {
      logger("dev.admitone.Lane").warn("{} begins again", i);
    }
    assertThat(written.list).hasSize(3);
    assertThat(written.list.getFirst().getFormattedMessage()).isEqualTo("0 begins again");
    assertThat(later).hasSize(1);
    later.getFirst().run();
    assertThat(summaries)
        .containsExactly(
            "Left out 97 more lines in the last minute: dev.admitone.Lane 97."
                + " All are there while the logger's level is DEBUG.");
  }

  @Test
  void whatIsSaidOfAnOutageInEachSecondOfAnHourIsTenLinesInAnyMinute() {
    List<Long> times = new ArrayList<>();
    for (int second = 0; second < 3_600; second++) {
      nanos = Duration.ofSeconds(second).toNanos();
      if (!later.isEmpty() && second % 60 == 1) {
        later.removeFirst().run();
        times.add(nanos);
      }
      int before = written.list.size();
      logger(KAFKA + "NetworkClient").warn("Node {} disconnected", second);
      logger(KAFKA + "consumer.Fetcher").error("Fetch failed", new IllegalStateException());
      logger("org.springframework.kafka.Container").error("Consumer exception");
      logger("com.zaxxer.hikari.pool.HikariPool").warn("Failed to validate");
      logger("dev.admitone.Lane").warn("{} begins again", second);
      logger("dev.admitone.Lane").warn("{} cannot begin again yet", second);
      logger("dev.admitone.Sweep").warn("The sweep waits");
      IntStream.range(before, written.list.size()).forEach(_ -> times.add(nanos));
    }
    long minute = Duration.ofMinutes(1).toNanos();
    for (long begin : times) {
      assertThat(times.stream().filter(at -> at >= begin && at < begin + minute).count())
          .isLessThanOrEqualTo(10);
    }
    // Each kind is there again and again.
    assertThat(written.list)
        .filteredOn(line -> line.getMessage().equals("The sweep waits"))
        .hasSizeGreaterThanOrEqualTo(59);
  }

  @Test
  void aNewKindIsNotHiddenByTheNoiseOfAnother() {
    for (int i = 0; i < 1_000; i++) {
      logger(KAFKA + "NetworkClient").warn("Node {} disconnected", i);
      logger("com.zaxxer.hikari.pool.HikariPool").warn("Failed to validate");
    }
    logger("dev.admitone.Reader").error("It ended", new IllegalStateException());
    assertThat(written.list.getLast().getMessage()).isEqualTo("It ended");
  }

  @Test
  void aMinuteLaterThereIsRoomAgain() {
    IntStream.range(0, 5).forEach(_ -> logger("dev.admitone.Lane").warn("waits"));
    assertThat(written.list).hasSize(3);
    nanos = Duration.ofMinutes(1).toNanos();
    IntStream.range(0, 5).forEach(_ -> logger("dev.admitone.Lane").warn("waits"));
    assertThat(written.list).hasSize(6);
  }

  @Test
  void linesWithoutTroubleAreBoundedEachForItself() {
    for (int i = 0; i < 50; i++) {
      logger("dev.admitone.Lane").info("goes on");
      logger("org.springframework.Start").info("step " + i);
    }
    assertThat(written.list).filteredOn(line -> line.getMessage().equals("goes on")).hasSize(9);
    assertThat(written.list).filteredOn(line -> line.getMessage().contains("step")).hasSize(50);
  }

  @Test
  void decisionsAndLoggersAtDebugAreLeftAlone() {
    loggers.getLogger("org.apache.kafka").setLevel(Level.DEBUG);
    for (int i = 0; i < 50; i++) {
      logger("dev.admitone.decisions").warn("Dead-lettered");
      logger(KAFKA + "NetworkClient").warn("Node {} disconnected", i);
    }
    assertThat(written.list).hasSize(100);
  }

  @Test
  void severalThreadsTakeNoMoreThanOne() throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                _ ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              awaitBegin(begin);
                              for (int i = 0; i < 1_000; i++) {
                                logger("dev.admitone.Lane").warn("waits");
                              }
                            }))
            .toList();
    begin.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(written.list).hasSize(3);
    assertThat(later).hasSize(1);
    later.getFirst().run();
    assertThat(summaries).singleElement().asString().contains(" 7997 more lines ");
  }

  private static void awaitBegin(CountDownLatch begin) {
    try {
      begin.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Logger logger(String name) {
    return loggers.getLogger(name);
  }
}

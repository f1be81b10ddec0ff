package dev.admitone.local;

import static dev.admitone.local.Waiting.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.schemas.Topics;
import dev.admitone.service.loglines.LineLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** How much gateway and processor write, both into one log, while something is away under load. */
@Timeout(600)
class BoundedLinesTest {

  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("admit-one.outage-seconds", 8));
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int LINES_MAX = 10;

  private final Logger root =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final ListAppender<ILoggingEvent> all = new ListAppender<>();

  @Test
  void inAnOutageTheServicesWriteAtMostTenLinesAMinute(@TempDir Path directory) throws Exception {
    StackSettings settings = Stack.settingsOn(directory);
    LocalStack stack = LocalStack.begin(settings);
    EmbeddedKafka kafka = stack.kafka();
    EmbeddedDatabase database = stack.database();
    try {
      stack.awaitReady();
      record();
      Api api = new Api(stack.gatewayAddress(), stack.tokenKey());
      String code = Codes.unique("LINES");
      assertThat(api.createInvite(Map.of("code", code)).status()).isEqualTo(201);
      try (Load _ = Load.begin(List.of(api), List.of(code), Duration.ofMillis(100), "wait=1")) {
        kafka.stop();
        count("the broker is away");
        kafka = EmbeddedKafka.start(settings.kafkaDirectory(), kafka.port());
        patiently().untilAsserted(() -> Readiness.await(stack.gatewayManagement()));

        database.stopImmediately();
        count("the database is away");
        database = EmbeddedDatabase.start(settings.databaseDirectory(), database.port());
        patiently().untilAsserted(() -> Readiness.await(stack.processorManagement()));

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
          admin.deleteTopics(List.of(Topics.REQUESTS)).all().get();
        }
        count("a topic is deleted");
      }
      assertThat(services(all)).hasSizeGreaterThan(services(written).size());
    } finally {
      root.detachAppender(written);
      root.detachAppender(all);
      stack.close();
      kafka.close();
      database.close();
    }
  }

  /** As the services' own configuration does, and beside it all lines. */
  private void record() {
    written.setContext(root.getLoggerContext());
    all.setContext(root.getLoggerContext());
    written.start();
    all.start();
    root.setLevel(Level.INFO);
    root.addAppender(written);
    LineLimits.install();
    root.addAppender(all);
  }

  private void count(String outage) {
    int before = services(written).size();
    int allBefore = services(all).size();
    long begin = System.nanoTime();
    Awaitility.await()
        .atMost(OUTAGE.multipliedBy(4))
        .until(() -> System.nanoTime() - begin >= OUTAGE.toNanos());
    List<ILoggingEvent> lines = services(written);
    System.out.printf(
        "%s, %d s: %d of %d lines written%n",
        outage, OUTAGE.toSeconds(), lines.size() - before, services(all).size() - allBefore);
    for (ILoggingEvent first : lines) {
      long end = first.getTimeStamp() + MINUTE.toMillis();
      assertThat(lines)
          .filteredOn(line -> line.getTimeStamp() >= first.getTimeStamp())
          .filteredOn(line -> line.getTimeStamp() < end)
          .as("from %s on", first)
          .hasSizeLessThanOrEqualTo(LINES_MAX);
    }
  }

  /** Without the broker's own, which is in this JVM, too. */
  private static List<ILoggingEvent> services(ListAppender<ILoggingEvent> lines) {
    return new ArrayList<>(lines.list)
        .stream()
            .filter(line -> !line.getLoggerName().startsWith("kafka."))
            .filter(line -> !line.getLoggerName().startsWith("state.change"))
            .filter(line -> !line.getLoggerName().startsWith("org.apache.kafka.controller"))
            .toList();
  }
}

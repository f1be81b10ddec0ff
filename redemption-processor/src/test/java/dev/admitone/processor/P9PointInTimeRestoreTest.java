package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** P9: a base backup and the archived log, restored to a moment that the log went beyond. */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
class P9PointInTimeRestoreTest {

  private static final String OFTEN = "admit-one.processor.compare-interval=1s";

  private final Load load = new Load();

  @Test
  void underLoadEveryUserHasOneAnswerAfterwards(
      Site site, TestLog log, CapturedOutput output, @TempDir Path directory) throws Exception {
    try (ArchivingServer server = ArchivingServer.in(directory, site)) {
      Site archiving = server.of(site);
      try (RunningProcessor processor = RunningProcessor.start(archiving, OFTEN)) {
        log.append(load.creations(300));
        String moment;
        try (Load _ = load.on(log)) {
          awaitMoreResults(log);
          server.backUp();
          awaitMoreResults(log);
          moment = server.now();
          awaitMoreResults(log);
        }
        patiently().until(new Group(archiving, log)::isAtTheEnd);
        server.awaitArchived();
        server.replaceByBackupOf(moment);

        processor.awaitApart("the ledger is behind the log", "./admit heal");
        try (Load _ = load.on(log)) {
          assertThat(HealedSite.heal(archiving)).isZero();
          processor.awaitReady();
        }
        patiently().until(new Group(archiving, log)::isAtTheEnd);
      }
      assertThat(output).contains("the ledger is behind: it lacks", "Nothing is lost");
      PromisesKept.check(archiving, log, load.sent());
    }
  }

  private static void awaitMoreResults(TestLog log) {
    int told = log.results().size();
    patiently().until(() -> log.results().size() > told + 100);
  }
}

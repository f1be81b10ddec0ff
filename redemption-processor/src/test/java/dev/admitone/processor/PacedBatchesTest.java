package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Under load, batches begin at a pace. */
@ExtendWith(FreshSite.class)
@Tag("services")
class PacedBatchesTest {

  private static final long PACE_MILLIS = 250;
  private static final int CHUNKS = 300;
  private static final int CHUNK = 10;

  /** A chunk may reach the lane in two parts, of which one is no load. */
  private static final long SMALL_BATCHES_MAX = 20;

  private final String code = TestRequests.newCode();

  @Test
  void underLoadThereAreNoMoreBatchesThanThePaceAllows(Site site, TestLog log) throws Exception {
    try (RunningProcessor processor =
        RunningProcessor.start(
            site,
            "admit-one.processor.lanes=1",
            "admit-one.processor.pace=" + PACE_MILLIS + "ms")) {
      log.append(TestRequests.create(code, null));
      patiently().until(() -> log.results().size() == 1);
      var batchSize = processor.bean(MeterRegistry.class).get("admitone.batch.size").summary();
      long before = batchSize.count();
      long beganNanos = System.nanoTime();

      for (int chunk = 0; chunk < CHUNKS; chunk++) {
        int first = chunk * CHUNK;
        log.append(
            IntStream.range(first, first + CHUNK)
                .mapToObj(i -> TestRequests.redeem(code, "user-" + i))
                .toList());
      }
      patiently().until(() -> log.results().size() == 1 + CHUNKS * CHUNK);

      long millis = (System.nanoTime() - beganNanos) / 1_000_000;
      assertThat(batchSize.count() - before)
          .isLessThanOrEqualTo(millis / PACE_MILLIS + SMALL_BATCHES_MAX);
    }
  }
}

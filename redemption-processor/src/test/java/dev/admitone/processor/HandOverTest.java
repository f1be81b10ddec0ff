package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Partitions that go from one lane to another while requests come. */
@ExtendWith(FreshSite.class)
@Tag("services")
class HandOverTest {

  private static final String ONE_LANE = "admit-one.processor.lanes=1";

  private final List<String> codes =
      IntStream.range(0, 12).mapToObj(_ -> TestRequests.newCode()).toList();

  @Test
  void whatALaneAnsweredIsCommittedWhenItHandsOverSoThatTheNextOneAnswersItNotAgain(
      Site site, TestLog log) throws Exception {
    List<RedemptionRequest> appended = new ArrayList<>();
    codes.forEach(code -> appended.add(TestRequests.create(code, null)));
    log.append(appended);
    AtomicBoolean handedOver = new AtomicBoolean();
    try (RunningProcessor _ = RunningProcessor.start(site, ONE_LANE)) {
      patiently().until(() -> log.results().size() == appended.size());
      Thread load =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!handedOver.get()) {
                      appended.addAll(appendLoad(log));
                    }
                  });
      try (RunningProcessor _ = RunningProcessor.start(site, ONE_LANE)) {
        patiently().until(() -> new Group(site, log).partitionsOfMembers().equals(List.of(2, 2)));
        handedOver.set(true);
        load.join();
        patiently().until(() -> answered(log).size() == appended.size());
        patiently().until(new Group(site, log)::isAtTheEnd);
      } finally {
        handedOver.set(true);
        load.join();
      }
    }
    assertThat(log.results()).as("each answered once").hasSize(appended.size());
  }

  private List<RedemptionRequest> appendLoad(TestLog log) {
    List<RedemptionRequest> load =
        codes.stream().map(code -> TestRequests.redeem(code, "user-" + UUID.randomUUID())).toList();
    try {
      log.append(load);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return load;
  }

  private static Set<UUID> answered(TestLog log) {
    Set<UUID> ids = new HashSet<>();
    log.results().forEach(told -> ids.add(told.value().getRequestId()));
    return ids;
  }
}

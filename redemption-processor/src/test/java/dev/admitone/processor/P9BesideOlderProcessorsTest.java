package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** P9: older processors decide and commit all the time, and move no places. */
@ExtendWith(FreshSite.class)
@Tag("services")
class P9BesideOlderProcessorsTest {

  private static final int REDEMPTIONS = 10_000;

  private final String code = TestRequests.newCode();
  private final int partition = TestLog.partitionOf(code);

  @Test
  void aProcessorJoinsWhileOthersCommitFasterThanLedgerAndLogAreCompared(Site site, TestLog log)
      throws Exception {
    Group group = new Group(site, log);
    try (RunningProcessor _ = RunningProcessor.start(site)) {
      log.append(TestRequests.create(code, null));
      log.append(redemptions());
      patiently().until(() -> log.resultsFor(code).size() == 1 + REDEMPTIONS);
    }
    // All is decided, and the marks are the committed offsets alone.
    SavedLedger.owner(site)
        .update(
            """
            update ledger_places
            set next_offset = 0, last_offset = null, last_appended_at = null,
                first_result = 1000000
            """);
    group.commit(partition, 1);

    CompletableFuture<Integer> commits =
        CompletableFuture.supplyAsync(() -> commitOneByOne(site, log));
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      processor.awaitReady();
      assertThat(commits.get()).isBetween(2, REDEMPTIONS);
    }
    assertThat(log.deadLetters()).isEmpty();
  }

  /** Until a processor has joined the group; how far it came. */
  private int commitOneByOne(Site site, TestLog log) {
    TopicPartition requests = new TopicPartition(Topics.REQUESTS, partition);
    int committed = 1;
    try {
      while (committed <= REDEMPTIONS) {
        var offsets = Map.of(requests, new OffsetAndMetadata(committed + 1));
        log.admin().alterConsumerGroupOffsets(site.group(), offsets).all().get();
        committed++;
      }
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(UnknownMemberIdException.class);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return committed;
  }

  private List<RedemptionRequest> redemptions() {
    return IntStream.range(0, REDEMPTIONS)
        .mapToObj(i -> TestRequests.redeem(code, "user-" + i))
        .toList();
  }
}

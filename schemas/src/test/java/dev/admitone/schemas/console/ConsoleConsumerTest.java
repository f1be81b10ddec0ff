package dev.admitone.schemas.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.Topics;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tool that operators know, as a process of its own, on a real broker. */
@Timeout(900)
@Tag("services")
class ConsoleConsumerTest {

  private static final ConsoleConsumerRun TOOL =
      new ConsoleConsumerRun(Path.of(System.getProperty("java.home"), "bin", "java"));

  @BeforeAll
  static void publish() throws Exception {
    ConsoleConsumerRun.publish();
  }

  @Test
  void printsRequestsAndGoesOnAfterOneThatCannotBeDecoded() throws Exception {
    List<String> lines = TOOL.consumed(Topics.REQUESTS, 2);
    assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("{\"partition\":"));
    assertThat(lines.getFirst()).contains("\"undecodable\":", "\"base64\":\"Z2FyYmFnZQ==\"");
    assertThat(lines.getLast())
        .contains(
            "\"requestId\":\"" + ConsoleConsumerRun.ID + "\"", "\"redeem\":{\"userId\":\"ann\"}");
  }

  @Test
  void printsResultsOfOneCode() throws Exception {
    assertThat(TOOL.consumed(Topics.RESULTS, 1, "--formatter-property", "code=console1"))
        .singleElement()
        .asString()
        .contains("\"outcome\":\"REDEEMED\"", "\"position\":{\"partition\":1,\"offset\":2}");
    assertThat(TOOL.consumed(Topics.RESULTS, 1, "--formatter-property", "code=OTHER")).isEmpty();
  }

  @Test
  void printsSnapshots() throws Exception {
    assertThat(TOOL.consumed(Topics.INVITES, 1))
        .singleElement()
        .asString()
        .contains("\"key\":\"CONSOLE1\"", "\"maxUses\":3", "\"version\":2");
  }

  @Test
  void printsDeadLettersWithTheirReason() throws Exception {
    assertThat(TOOL.consumed(Topics.DEAD_LETTERS, 1))
        .singleElement()
        .asString()
        .contains("\"headers\":{\"admit-one-reason\":\"UNDECODABLE\"}");
  }
}

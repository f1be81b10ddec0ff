package dev.admitone.schemas.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.Java17;
import dev.admitone.testsupport.NeedsProgram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same on the oldest Java that Kafka's own tools run on. */
@Timeout(900)
@NeedsProgram(Java17.PROGRAM)
@Tag(Java17.PROGRAM)
@Tag("services")
class ConsoleConsumerOnJava17Test {

  @Test
  void printsRequestsAndResults() throws Exception {
    ConsoleConsumerRun tool = new ConsoleConsumerRun(Java17.java().orElseThrow());
    ConsoleConsumerRun.publish();
    assertThat(tool.consumed(Topics.REQUESTS, 2))
        .last()
        .asString()
        .contains("\"redeem\":{\"userId\":\"ann\"}");
    assertThat(tool.consumed(Topics.RESULTS, 1, "--formatter-property", "code=console1"))
        .singleElement()
        .asString()
        .contains("\"outcome\":\"REDEEMED\"");
  }
}

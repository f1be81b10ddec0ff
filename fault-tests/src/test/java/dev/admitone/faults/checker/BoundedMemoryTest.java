package dev.admitone.faults.checker;

import dev.admitone.faults.history.Probe;
import org.junit.jupiter.api.Test;

class BoundedMemoryTest {

  @Test
  void aProcessWithinItsBoundsIsRight() {
    story(BoundedMemory.BYTES_MAX).assertKept();
  }

  @Test
  void aProcessThatGrowsBeyondThemIsFound() {
    story(BoundedMemory.BYTES_MAX + 1)
        .assertBroken(Promise.MEMORY, "a process has more than", "processor-0");
  }

  private static Story story(long bytes) {
    Story story = Story.ofACode(5L);
    story.probes.add(new Probe("processor-0", Story.at(1), true, "", bytes));
    return story;
  }
}

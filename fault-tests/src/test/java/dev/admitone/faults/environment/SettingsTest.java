package dev.admitone.faults.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void seedsThatLieCloseTogetherGiveBothProtocolsAndAllVersions() {
    Set<String> choices =
        LongStream.rangeClosed(1, 40)
            .mapToObj(seed -> new Settings(seed).choices())
            .collect(Collectors.toSet());
    assertThat(choices).hasSize(8);
    assertThat(choices).anyMatch(choice -> choice.contains("classic"));
    assertThat(choices).anyMatch(choice -> choice.contains("consumer"));
  }
}

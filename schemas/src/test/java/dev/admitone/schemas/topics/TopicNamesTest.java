package dev.admitone.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {

  private static final List<String> OWN_NAMES =
      Topics.settings(1).stream().map(TopicSettings::name).toList();

  @Test
  void eachNameBeginsWithThePrefixAndIsRecognizedByItsEnd() {
    List<String> names =
        Topics.settings(new TopicNames("team-a."), 1).stream().map(TopicSettings::name).toList();
    assertThat(names).containsExactlyElementsOf(OWN_NAMES.stream().map("team-a."::concat).toList());
    assertThat(names.stream().map(name -> TopicNames.withoutPrefix(name).orElseThrow()))
        .containsExactlyElementsOf(OWN_NAMES);
    assertThat(TopicNames.withoutPrefix("redemptions")).isEmpty();
  }

  @Test
  void noTopicsNameEndsWithAnothersSoThatPrefixesNeverMeet() {
    for (String one : OWN_NAMES) {
      assertThat(OWN_NAMES.stream().filter(one::endsWith)).containsExactly(one);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "-a", ".", "a b", "a/b", "ä", "team-a.\n"})
  void whatKafkaDoesNotTakeIsRefused(String prefix) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TopicNames(prefix));
  }
}

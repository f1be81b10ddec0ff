package dev.admitone.processor.healing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.healing.Published.Decided;
import dev.admitone.processor.healing.Published.Unchanging;
import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.RefusalReason;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedResultsTest {

  private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000002");
  private static final Published REDEEMED = new Decided(Acceptance.REDEEMED);
  private static final Published EXHAUSTED = new Decided(RefusalReason.EXHAUSTED);

  private final PublishedResults answers = new PublishedResults(100, 200);

  static Stream<Published> everyAnswer() {
    return Stream.of(
            Stream.of(Unchanging.values()),
            Stream.of(Acceptance.values()).map(Decided::new),
            Stream.of(RefusalReason.values()).map(Decided::new))
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("everyAnswer")
  void keepsWhatWasAnswered(Published answer) {
    answers.note(150, 150, ID, answer);
    assertThat(answers.at(150, ID)).contains(answer);
    assertThat(answers.at(151, ID)).isEmpty();
  }

  @Test
  void theLastAnswerToARecordCounts() {
    answers.note(100, 100, ID, EXHAUSTED);
    answers.note(199, 199, ID, REDEEMED);
    answers.note(100, 100, ID, REDEEMED);
    assertThat(answers.at(100, ID)).contains(REDEEMED);
    assertThat(answers.at(199, ID)).contains(REDEEMED);
  }

  @Test
  void anAnswerToARequestSentAgainTellsTheFirstDecisionWhereNothingElseDoes() {
    answers.note(120, 110, ID, REDEEMED);
    assertThat(answers.at(120, ID)).contains(Unchanging.REPEATED);
    assertThat(answers.at(110, ID)).contains(REDEEMED);
  }

  @Test
  void anAnswerToARequestSentAgainDoesNotReplaceTheFirstOne() {
    answers.note(110, 110, ID, REDEEMED);
    answers.note(120, 110, ID, EXHAUSTED);
    assertThat(answers.at(110, ID)).contains(REDEEMED);
  }

  @Test
  void anAnswerToAnotherRequestIsNone() {
    answers.note(110, 110, ID, REDEEMED);
    assertThat(answers.at(110, OTHER)).isEmpty();
  }

  @Test
  void whatLiesOutsideIsLeftOut() {
    answers.note(99, 99, ID, REDEEMED);
    answers.note(200, 200, ID, REDEEMED);
    assertThat(answers.at(99, ID)).isEmpty();
    assertThat(answers.at(200, ID)).isEmpty();
  }
}

package dev.admitone.processor.redemption;

import static dev.admitone.processor.redemption.Domain.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is published about a batch beside the decisions themselves. */
class BatchResultsTest {

  private final Scenario words = new Scenario();

  @Test
  void aUserWhoHasUsedTheCodeIsToldWhichUseThatIs() {
    BatchDecisions decisions =
        decide("create A, #1 redeem A ann, #2 redeem A ann, #2 redeem A ann");

    assertThat(ownUses(decisions)).containsExactly(null, null, id(1), id(1));
  }

  @Test
  void aUseThatWasGivenBackIsNoLongerToldOf() {
    BatchDecisions decisions =
        decide("create A, #1 redeem A ann, #2 redeem A ann, release A #1, #2 redeem A ann");

    assertThat(ownUses(decisions)).containsExactly(null, null, id(1), null, null);
  }

  @Test
  void noOtherDecisionHasAUseBesideIt() {
    BatchDecisions decisions =
        decide("create A max=1, #1 redeem A ann, redeem A bob, #1 redeem A ann, #1 ask A");

    assertThat(ownUses(decisions)).containsOnlyNulls().hasSize(5);
  }

  @Test
  void aQuestionAboutARefusalGetsTheUseToo() {
    BatchDecisions decisions = decide("create A, #1 redeem A ann, #2 redeem A ann, #2 ask A");

    assertThat(ownUses(decisions)).containsExactly(null, null, id(1), id(1));
  }

  @Test
  void aQuestionGetsTheUseThatWasLookedUpWhereTheBatchDoesNotHaveTheInvite() {
    UUID asked = id(2);
    Use use = new Use(id(1), id(1_000), "ann", Domain.NOON);
    LedgerEntry refused =
        new LedgerEntry(
            asked,
            Domain.fingerprint("2"),
            "A",
            "ann",
            RefusalReason.ALREADY_USED,
            Domain.NOON,
            new Position(0, 7),
            null);
    BatchState state =
        new BatchState(
            List.of(),
            List.of(),
            List.of(refused),
            List.of(),
            List.of(),
            Map.of(asked, use),
            Map.of(),
            KnownErasures.NONE);

    assertThat(ownUses(BatchDecisions.decide(List.of(words.parse("#2 ask A")), state)))
        .containsExactly(id(1));
  }

  @Test
  void aCommandThatTheLedgerWentPastWithoutADecisionIsADeadLetter() {
    List<Request> requests = requests("create A, redeem A ann, #1 ask A, refresh A");
    BatchDecisions decisions = BatchDecisions.decide(requests, empty(), position -> true);

    assertThat(decisions.changes().decisions()).isEmpty();
    assertThat(decisions.results())
        .satisfiesExactly(
            result -> assertThat(deadLetter(result)).isEqualTo(requests.get(0).id()),
            result -> assertThat(deadLetter(result)).isEqualTo(requests.get(1).id()),
            result -> assertThat(result).isInstanceOf(Result.NotDecided.class));
  }

  @Test
  void aCommandThatTheLedgerWentPastWithADecisionKeepsIt() {
    List<Request> requests = requests("#1 create A, #1 create A");
    BatchDecisions decisions =
        BatchDecisions.decide(requests, empty(), position -> position.offset() > 0);

    assertThat(decisions.results())
        .hasSize(2)
        .allSatisfy(
            result ->
                assertThat(((Result.Decided) result).entry().outcome()).isEqualTo(Acceptance.DONE));
  }

  @Test
  void anIdOfAnotherRequestAndAnUnknownOneAreNamed() {
    assertThat(decide("#1 create A, #1 redeem A ann, #2 ask A").results())
        .extracting(Result::getClass)
        .containsExactly(
            Result.Decided.class, Result.RequestIdReused.class, Result.NotDecided.class);
  }

  @Test
  void aRepairIsShownAtOnceIfItChangedTheCount() {
    BatchState miscounted =
        new BatchState(
            List.of(Domain.invite("A", null, 3)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of("A", 2L),
            KnownErasures.NONE);

    assertThat(BatchDecisions.decide(requests("repair A"), miscounted).urgency("A"))
        .isEqualTo(SnapshotUrgency.AT_ONCE);
    assertThat(BatchDecisions.decide(requests("repair A"), miscounted).urgency("A"))
        .isEqualTo(SnapshotUrgency.NONE);
  }

  @Test
  void aSignupChangesWhatIsShownIfItsUseIsNew() {
    BatchState state = empty();
    BatchDecisions.decide(requests("create A"), state);

    assertThat(BatchDecisions.decide(requests("signup A ann"), state).urgency("A"))
        .isEqualTo(SnapshotUrgency.OWED);
    BatchDecisions.decide(requests("redeem A bob"), state);
    assertThat(BatchDecisions.decide(requests("signup A bob"), state).urgency("A"))
        .isEqualTo(SnapshotUrgency.NONE);
  }

  private BatchDecisions decide(String requests) {
    return BatchDecisions.decide(requests(requests), empty());
  }

  private List<Request> requests(String requests) {
    return Arrays.stream(requests.split(",")).map(String::strip).map(words::parse).toList();
  }

  private static BatchState empty() {
    return new BatchState(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private static List<@Nullable UUID> ownUses(BatchDecisions decisions) {
    return decisions.results().stream()
        .map(result -> Optional.ofNullable(((Result.Decided) result).ownUse()))
        .<@Nullable UUID>map(use -> use.map(Use::id).orElse(null))
        .toList();
  }

  private static @Nullable UUID deadLetter(Result result) {
    return ((Result.DeadLettered) result).undecidable().requestId();
  }
}

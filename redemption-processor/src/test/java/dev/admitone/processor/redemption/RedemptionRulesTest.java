package dev.admitone.processor.redemption;

import static dev.admitone.processor.redemption.Domain.NOON;
import static dev.admitone.processor.redemption.Domain.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedemptionRulesTest {

  /** One line of a table. */
  record Case(String given, String request, String decision) {
    @Override
    public String toString() {
      return "%s: %s -> %s".formatted(given.isEmpty() ? "nothing" : given, request, decision);
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream file = RedemptionRulesTest.class.getResourceAsStream("rules.txt")) {
      String table = new String(requireNonNull(file).readAllBytes(), UTF_8);
      return table
          .lines()
          .filter(line -> line.contains("|") && !line.startsWith("# "))
          .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
          .map(cells -> new Case(cells.get(0), cells.get(1), cells.get(2)));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theRequestIsDecidedByTheStateAtItsOffset(Case line) {
    Scenario scenario = new Scenario();
    scenario.run(line.given());
    assertThat(inWords(scenario.run(line.request()))).isEqualTo(line.decision());
  }

  @Test
  void theTableHasEveryReasonInItsOrderOfPrecedence() throws IOException {
    List<String> reasons = Arrays.stream(RefusalReason.values()).map(Enum::name).toList();

    assertThat(cases().map(Case::decision).filter(reasons::contains).distinct())
        .containsExactlyElementsOf(reasons);
  }

  @Test
  void aDecisionChangesNothingByItself() {
    Scenario scenario = new Scenario();
    scenario.run("create A max=1");
    Invite before = scenario.invite("A");
    Request redeem =
        Domain.request(id(1), Domain.fingerprint("1"), "A", new Command.Redeem("ann"), 9, NOON);

    assertThat(RedemptionRules.decide(redeem, scenario.state()))
        .isEqualTo(RedemptionRules.decide(redeem, scenario.state()))
        .isEqualTo(new Decision.Redeemed(new Use(id(1), before.id(), "ann", NOON)));
    assertThat(scenario.invite("A")).isEqualTo(before);
  }

  @Test
  void aSignupGetsItsProfileWithItsUse() {
    Scenario scenario = new Scenario();
    scenario.run("create A max=1, #1 signup A ann at=3");

    assertThat(scenario.invite("A").currentUses()).isEqualTo(1);
    BatchState.Changes changes = scenario.state().changes();
    assertThat(changes.addedUses())
        .containsExactly(new Use(id(1), scenario.invite("A").id(), "ann", NOON.plusMillis(3)));
    assertThat(changes.profiles())
        .containsExactly(
            new Profile(
                "ann",
                id(1),
                new Signup("ann@example.com", "ann", "ann", "+1ann", "hash"),
                NOON.plusMillis(3)));
  }

  @Test
  void aUseWithoutAProfileGetsItAndIsCountedOnce() {
    Scenario scenario = new Scenario();
    scenario.run("create A max=1, #1 redeem A ann, #2 signup A ann at=3");

    assertThat(scenario.invite("A").currentUses()).isEqualTo(1);
    assertThat(scenario.invite("A").version()).isEqualTo(2);
    BatchState.Changes changes = scenario.state().changes();
    assertThat(changes.addedUses()).extracting(Use::id).containsExactly(id(1));
    assertThat(changes.profiles())
        .singleElement()
        .satisfies(
            profile -> {
              assertThat(profile.useId()).isEqualTo(id(1));
              assertThat(profile.createdAt()).isEqualTo(NOON.plusMillis(3));
            });
  }

  @Test
  void aRefusedSignupLeavesTheInviteAloneAndMakesNoProfile() {
    Scenario scenario = new Scenario();
    scenario.run("create A, create B, signup A ann");
    Invite before = scenario.invite("B");
    scenario.run("signup B bob username=ANN, signup B bob email=Ann@Example.com");

    assertThat(scenario.invite("B")).isEqualTo(before);
    assertThat(scenario.state().changes().profiles()).hasSize(1);
    assertThat(scenario.state().changes().addedUses()).hasSize(1);
  }

  @Test
  void nothingThatASignupHoldsIsInItsText() {
    Request signup =
        Domain.request(
            id(1),
            Domain.fingerprint("1"),
            "A",
            new Command.Redeem("ann", new Signup("mail", "name", "display", "phone", "hash")),
            0,
            NOON);
    Scenario scenario = new Scenario();
    scenario.run("create A");
    assertThat(signup.toString() + RedemptionRules.decide(signup, scenario.state()))
        .contains("SignedUp")
        .doesNotContain("mail", "name", "display", "phone", "hash");
  }

  @Test
  void aChangeSetsWhatItNamesAndLeavesTheRest() {
    Scenario scenario = new Scenario();
    scenario.run("#1 create A max=3 starts=1 expires=9, redeem A ann at=2, change A max=5 at=3");

    assertThat(scenario.invite("A"))
        .isEqualTo(
            new Invite(
                id(1),
                "A",
                5L,
                1,
                NOON.plusMillis(1),
                NOON.plusMillis(9),
                null,
                "operator",
                NOON,
                3,
                NOON.plusMillis(3)));
  }

  @Test
  void revokingARevokedCodeKeepsTheTimeOfTheFirst() {
    Scenario scenario = new Scenario();
    scenario.run("create A, change A revoked=true at=4, change A revoked=true at=7");
    assertThat(scenario.invite("A").revokedAt()).isEqualTo(NOON.plusMillis(4));
  }

  @Test
  void aRefusalAndARepeatLeaveTheInviteAndItsVersionAlone() {
    Scenario scenario = new Scenario();
    scenario.run("create A max=1, #1 redeem A ann");
    Invite before = scenario.invite("A");
    scenario.run(
        "redeem A bob, redeem A ann, #1 redeem A ann, #1 redeem A joe, create A, refresh A");
    assertThat(scenario.invite("A")).isEqualTo(before);
  }

  @Test
  void aUseThatTheOldFunctionMadeIsGivenBackByItsId() {
    Invite invite = Domain.invite("A", 1L, 1);
    Use use = new Use(id(7), invite.id(), "ann", NOON);
    BatchState state =
        new BatchState(List.of(invite), List.of(use), List.of(), List.of(), List.of());
    Request release =
        Domain.request(
            id(1),
            Domain.fingerprint("1"),
            "A",
            new Command.ReleaseUse(id(7), "asked for it", "operator"),
            0,
            NOON);

    assertThat(RedemptionRules.decide(release, state))
        .isEqualTo(
            new Decision.Released(new Release(id(1), use, "operator", "asked for it", NOON)));
  }

  @Test
  void aWrongCountBecomesTheNumberOfUsesAndWhatItWasIsKept() {
    Scenario scenario = new Scenario();
    scenario.run(
        "#1 create A max=5, redeem A ann, redeem A bob, miscount A uses=5, #2 repair A at=7");

    assertThat(scenario.invite("A").currentUses()).isEqualTo(2);
    assertThat(scenario.invite("A").version()).isEqualTo(5);
    assertThat(scenario.invite("A").changedAt()).isEqualTo(NOON.plusMillis(7));
    assertThat(scenario.state().changes().countRepairs().getLast())
        .isEqualTo(
            new CountRepair(id(2), id(1), 5, 2, "operator", "miscounted", NOON.plusMillis(7)));
  }

  @Test
  void aRepairGrantsNothingAndTakesNothingAway() {
    Scenario scenario = new Scenario();
    scenario.run("create A max=5, redeem A ann, miscount A uses=0");
    List<Use> uses = scenario.state().changes().addedUses();
    scenario.run("repair A");

    assertThat(scenario.state().changes().addedUses()).isEqualTo(uses);
    assertThat(scenario.state().changes().removedUses()).isEmpty();
    assertThat(scenario.invite("A").maxUses()).isEqualTo(5);
  }

  @Test
  void aRightCountIsLeftAlone() {
    Scenario scenario = new Scenario();
    scenario.run("create A, redeem A ann, miscount A uses=0, repair A");
    Invite before = scenario.invite("A");
    List<CountRepair> repairs = scenario.state().changes().countRepairs();
    scenario.run("repair A at=9, #1 repair A at=10, #1 repair A at=11");

    assertThat(scenario.invite("A")).isEqualTo(before);
    assertThat(scenario.state().changes().countRepairs()).isEqualTo(repairs);
  }

  @Test
  void theUsesOfAnInviteThatAHealingFoundAreCountedFromItsFirst() {
    Scenario scenario = new Scenario();
    scenario.state().adopt(Domain.invite("A", null, 0));
    scenario.run("redeem A ann, miscount A uses=9, repair A");
    assertThat(scenario.invite("A").currentUses()).isEqualTo(1);
  }

  @Test
  void aRepairCountsWhatStandsBeforeItAndNotWhatComesAfterIt() {
    Scenario scenario = new Scenario();
    scenario.run("create A, #1 redeem A ann, redeem A bob, release A #1, miscount A uses=9");
    scenario.run("repair A");
    assertThat(scenario.invite("A").currentUses()).isEqualTo(1);
    scenario.run("redeem A joe");
    assertThat(scenario.invite("A").currentUses()).isEqualTo(2);
  }

  private static String inWords(Decision decision) {
    return switch (decision) {
      case Decision.Redeemed _ -> Acceptance.REDEEMED.name();
      case Decision.SignedUp signedUp ->
          signedUp.isNewUse() ? Acceptance.REDEEMED.name() : "REDEEMED before, profile now";
      case Decision.Created _, Decision.Changed _, Decision.Repaired _, Decision.Erased _ ->
          Acceptance.DONE.name();
      case Decision.Released _ -> Acceptance.RELEASED.name();
      case Decision.Refused refused -> refused.reason().name();
      case Decision.Repeated repeated -> "again " + repeated.first().outcome().name();
      case Decision.RequestIdReused _ -> "REQUEST_ID_REUSED";
      case Decision.Refreshed _ -> "REFRESHED";
      case Decision.Recalled recalled -> "recalled " + recalled.first().outcome().name();
      case Decision.NotDecided _ -> "NOT_DECIDED";
    };
  }
}

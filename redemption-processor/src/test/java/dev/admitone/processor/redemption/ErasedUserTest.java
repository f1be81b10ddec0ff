package dev.admitone.processor.redemption;

import static dev.admitone.processor.redemption.Domain.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A user is erased by the same rules as everything else: within a batch too. */
class ErasedUserTest {

  private final Scenario scenario = new Scenario();

  @Test
  void anErasedUserHasStillUsedTheCodeAndHasNoName() {
    Decision again =
        scenario.run("create A, #1 redeem A ann, erase A ann, #2 redeem A ann, #3 redeem A bob");
    BatchState.Changes changes = scenario.state().changes();

    assertThat(again).isInstanceOf(Decision.Redeemed.class);
    assertThat(userOf(2)).isEqualTo("erased-ann");
    assertThat(outcomeOf(2)).isEqualTo(RefusalReason.ALREADY_USED);
    assertThat(userOf(1)).isEqualTo("erased-ann");
    assertThat(changes.decisions())
        .extracting(LedgerEntry::userId)
        .containsExactly(null, "erased-ann", null, "erased-ann", "bob");
    assertThat(changes.addedUses()).extracting(Use::userId).containsExactly("erased-ann", "bob");
    assertThat(changes.erasures()).extracting(Erasure::userId).containsExactly("ann");
    assertThat(scenario.invite("A").currentUses()).isEqualTo(2);
  }

  @Test
  void aUserIsErasedFromOneCodeAndKeepsItsNameOnOthers() {
    scenario.run("create A, create B, create C, redeem A ann, #1 redeem B ann, erase A ann");
    scenario.run("#2 redeem B ann, #3 redeem C ann");

    assertThat(userOf(1)).isEqualTo("ann");
    assertThat(userOf(2)).isEqualTo("ann");
    assertThat(outcomeOf(2)).isEqualTo(RefusalReason.ALREADY_USED);
    assertThat(userOf(3)).isEqualTo("ann");
    assertThat(scenario.state().use(new Use.Key(scenario.invite("C").id(), "ann"))).isPresent();
  }

  @Test
  void theProfileGoesAndOthersMayTakeItsNames() {
    scenario.run("create A, signup A ann, signup A bob, erase A ann");
    assertThat(profiles()).containsExactly("bob");

    Decision heir = scenario.run("signup A joe username=ann email=ann@example.com phone=+1ann");
    assertThat(heir).isInstanceOf(Decision.SignedUp.class);
    assertThat(profiles()).containsExactly("bob", "joe");
  }

  @Test
  void aProfileThatCameWithAnotherCodeStays() {
    scenario.run("create A, create B, signup A ann, redeem B ann, erase B ann");

    assertThat(profiles()).containsExactly("ann");
    assertThat(scenario.state().hasProfile("ann")).isTrue();
  }

  @Test
  void anErasedUserGetsNoProfileAndAnotherUserWithoutOneDoes() {
    scenario.run("create A, redeem A ann, redeem A bob, erase A ann");

    assertThat(scenario.run("signup A ann"))
        .isEqualTo(new Decision.Refused(RefusalReason.ALREADY_USED));
    assertThat(scenario.run("signup A bob")).isInstanceOf(Decision.SignedUp.class);
  }

  @Test
  void whatTheUserGaveBackIsUnderThePseudonym() {
    scenario.run("create A, create B, #1 redeem A ann, #2 redeem B ann, redeem A bob");
    scenario.run("release A #1, release B #2, #9 redeem B ann");
    assertThat(outcomeOf(9)).isEqualTo(Acceptance.REDEEMED);
    scenario.run("erase A ann");

    assertThat(scenario.state().changes().releases())
        .extracting(release -> release.use().userId())
        .containsExactly("erased-ann", "ann");
  }

  @Test
  void aUseOfTheLedgerThatIsTakenAwayIsUnderThePseudonym() {
    Invite invite = Domain.invite("A", 5L, 2);
    Use anns = new Use(id(1), invite.id(), "ann", Domain.NOON);
    Use bobs = new Use(id(2), invite.id(), "bob", Domain.NOON);
    Scenario known =
        new Scenario(
            new BatchState(List.of(invite), List.of(anns, bobs), List.of(), List.of(), List.of()));
    known.run("release A #1, release A #2, erase A ann");

    assertThat(known.state().changes().removedUses())
        .extracting(Use::userId)
        .containsExactly("erased-ann", "bob");
  }

  @Test
  void aUserWhoWasErasedBeforeTheBatchIsKnownByTheUse() {
    Invite invite = Domain.invite("A", 5L, 1);
    Use use = new Use(id(1), invite.id(), "erased-ann", Domain.NOON);
    KnownErasures known =
        new KnownErasures(Map.of("ann", List.of("older-ann", "erased-ann")), Set.of());
    Scenario later =
        new Scenario(
            new BatchState(
                List.of(invite),
                List.of(use),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                known));

    assertThat(later.run("#2 redeem A ann"))
        .isEqualTo(new Decision.Refused(RefusalReason.ALREADY_USED));
    assertThat(later.state().decision(id(2)).orElseThrow().userId()).isEqualTo("erased-ann");
  }

  private @Nullable String userOf(long request) {
    return entry(request).userId();
  }

  private Outcome outcomeOf(long request) {
    return entry(request).outcome();
  }

  private LedgerEntry entry(long request) {
    return scenario.state().decision(id(request)).orElseThrow();
  }

  private List<String> profiles() {
    return scenario.state().changes().profiles().stream().map(Profile::userId).toList();
  }
}

package dev.admitone.processor.healing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.healing.CarryingOut.Carried;
import dev.admitone.processor.healing.CarryingOut.PublishedDecision;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.KnownErasures;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Outcome;
import dev.admitone.processor.redemption.Profile;
import dev.admitone.processor.redemption.Release;
import dev.admitone.processor.redemption.Scenario;
import dev.admitone.processor.redemption.Use;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CarryingOutTest {

  static Stream<List<String>> cases() throws IOException {
    return HealingTables.lines("carrying-out.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatWasAnsweredIsTheDecision(List<String> line) {
    assertThat(carriedOut(line, false, true)).isEqualTo(line.get(3));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inBatchesOfOneTheSameComesOfIt(List<String> line) {
    assertThat(carriedOut(line, false, false)).isEqualTo(line.get(3));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOrderOfPartitionsDoesNotMatter(List<String> line) {
    assertThat(carriedOut(line, true, true)).isEqualTo(line.get(3));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyAnswerIsInTheLedgerAndASecondTimeChangesNothing(List<String> line) {
    Given given = new Given(line.get(0));
    List<PublishedDecision> log = log(given.scenario, line.get(1), false);
    Map<String, Snapshot> topic = InvitesInWords.snapshots(line.get(2));
    given.carryOut(log, topic);
    String once = given.inWords();
    assertThat(given.decisions.keySet())
        .containsAll(log.stream().map(answered -> answered.request().id()).toList());

    List<Finding> again = given.carryOut(log, topic);
    assertThat(given.inWords()).isEqualTo(once);
    assertThat(again).allMatch(Finding.DecidedOtherwise.class::isInstance);
  }

  private static String carriedOut(List<String> line, boolean reversed, boolean atOnce) {
    Given given = new Given(line.get(0));
    List<PublishedDecision> log = log(given.scenario, line.get(1), reversed);
    Map<String, Snapshot> topic = InvitesInWords.snapshots(line.get(2));
    List<Finding> findings = new ArrayList<>();
    if (atOnce) {
      findings.addAll(given.carryOut(log, topic));
    } else {
      log.forEach(one -> findings.addAll(given.carryOut(List.of(one), topic)));
    }
    String found =
        findings.stream().map(finding -> " ! " + inWords(finding)).collect(Collectors.joining());
    return (given.inWords() + found).strip();
  }

  private static List<PublishedDecision> log(Scenario scenario, String words, boolean reversed) {
    List<String> partitions = new ArrayList<>(List.of(words.split("/")));
    List<String> ordered = reversed ? partitions.reversed() : partitions;
    return ordered.stream()
        .flatMap(partition -> Stream.of(partition.split(",")))
        .map(one -> one.split(" = ", 2))
        .map(
            one ->
                new PublishedDecision(
                    scenario.parse(one[0].strip()), Outcome.named(one[1].strip())))
        .toList();
  }

  private static String inWords(Finding finding) {
    return switch (finding) {
      case Finding.NotCarriedOut not ->
          "not #%d %s".formatted(number(not.requestId()), not.obstacle());
      case Finding.DecidedOtherwise other ->
          "otherwise #%d %s %s"
              .formatted(number(other.requestId()), other.published(), other.ledger());
      case Finding.TakenFromTopic taken -> "taken " + taken.code();
      default -> finding.inWords();
    };
  }

  private static long number(UUID id) {
    return id.getLeastSignificantBits();
  }

  /** A ledger as it was restored, and what is written to it. */
  private static final class Given {

    final Scenario scenario = new Scenario();
    final Map<String, Invite> invites = new HashMap<>();
    final Map<Use.Key, Use> uses = new HashMap<>();
    final Map<UUID, LedgerEntry> decisions = new HashMap<>();
    final List<Release> releases = new ArrayList<>();
    final List<Profile> profiles = new ArrayList<>();

    Given(String words) {
      scenario.run(words);
      write(scenario.state().changes());
    }

    List<Finding> carryOut(List<PublishedDecision> log, Map<String, Snapshot> topic) {
      Carried carried =
          CarryingOut.carryOut(
              log,
              new BatchState(
                  invites.values(),
                  uses.values(),
                  decisions.values(),
                  releases.stream()
                      .map(
                          release ->
                              new BatchState.ReleasedUse(
                                  release.use().id(), release.use().inviteId()))
                      .toList(),
                  profiles.stream().map(Profile::keys).toList(),
                  Map.of(),
                  useCounts(),
                  KnownErasures.NONE),
              topic);
      carried.adopted().stream()
          .map(CarryingOut.Adopted::invite)
          .forEach(one -> assertThat(invites.put(one.code(), one)).isNull());
      write(carried.changes());
      return carried.findings();
    }

    private Map<String, Long> useCounts() {
      return invites.values().stream().collect(Collectors.toMap(Invite::code, this::useCount));
    }

    private long useCount(Invite invite) {
      return uses.values().stream().filter(use -> use.inviteId().equals(invite.id())).count();
    }

    /** As the database takes it: nothing twice. */
    private void write(BatchState.Changes changes) {
      changes.createdInvites().forEach(one -> assertThat(invites.put(one.code(), one)).isNull());
      changes.changedInvites().forEach(one -> assertThat(invites.put(one.code(), one)).isNotNull());
      changes.removedUses().forEach(one -> assertThat(uses.remove(one.key())).isEqualTo(one));
      changes.addedUses().forEach(one -> assertThat(uses.put(one.key(), one)).isNull());
      changes.decisions().forEach(one -> assertThat(decisions.put(one.id(), one)).isNull());
      releases.addAll(changes.releases());
      profiles.addAll(changes.profiles());
    }

    String inWords() {
      return invites.values().stream()
          .sorted(Comparator.comparing(Invite::code))
          .map(this::inWords)
          .collect(Collectors.joining(", "));
    }

    private String inWords(Invite invite) {
      List<Use> its =
          uses.values().stream()
              .filter(use -> use.inviteId().equals(invite.id()))
              .sorted(Comparator.comparing(Use::userId))
              .toList();
      assertThat(invite.currentUses()).isEqualTo(its.size());
      return "%s %d/%s%s"
          .formatted(
              invite.code(),
              invite.currentUses(),
              invite.maxUses() == null ? "-" : invite.maxUses(),
              its.stream()
                  .map(use -> " %s#%d".formatted(use.userId(), number(use.id())))
                  .collect(Collectors.joining()));
    }
  }
}

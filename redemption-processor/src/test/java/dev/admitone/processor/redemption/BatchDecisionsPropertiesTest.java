package dev.admitone.processor.redemption;

import static dev.admitone.processor.redemption.Domain.request;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

/** Decided in batches, random requests get what the model gives them one at a time. */
class BatchDecisionsPropertiesTest {

  private static final List<String> ANSWERS =
      List.of(
          "REDEEMED",
          "RELEASED",
          "DONE",
          "UNKNOWN_CODE",
          "ALREADY_USED",
          "REVOKED",
          "NOT_YET_VALID",
          "EXPIRED",
          "EXHAUSTED",
          "USERNAME_TAKEN",
          "EMAIL_TAKEN",
          "PHONE_TAKEN",
          "CODE_EXISTS",
          "USE_NOT_FOUND",
          "ALREADY_RELEASED",
          "REQUEST_ID_REUSED");

  /** What one request is answered with; the invite's version is the batch's and depends on it. */
  private record Told(Position answered, String word, @Nullable LedgerEntry entry) {}

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void aBatchIsDecidedAsTheModelDecidesOneAtATime(
      @ForAll(supplier = RequestSequences.class) List<Request> requests) {
    Tables tables = new Tables();
    OneAtATimeModel model = new OneAtATimeModel();

    List<Result> answers = tables.decide(requests);

    assertThat(words(answers)).isEqualTo(words(model, requests));
    told(answers).forEach(told -> Statistics.collect(told.word()));
    // The rarest, ALREADY_RELEASED, comes some 40 times: far enough above it to be no chance.
    Statistics.coverage(
        seen -> ANSWERS.forEach(word -> seen.check(word).count(count -> count > 10)));

    assertThat(tables.decisions()).hasSize((int) model.decisionCount());
    for (String code : RequestSequences.CODES) {
      assertThat(tables.invites().values().stream().anyMatch(i -> i.code().equals(code)))
          .isEqualTo(model.exists(code));
      assertThat(users(tables, code)).isEqualTo(model.users(code));
    }
    Map<String, Signup> profiles = new HashMap<>();
    tables.profiles().forEach((user, profile) -> profiles.put(user, profile.signup()));
    assertThat(profiles).isEqualTo(model.profiles());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whereTheSequenceIsCutIntoBatchesMakesNoDifference(
      @ForAll(supplier = RequestSequences.class) List<Request> requests,
      @ForAll @Size(max = 8)
          List<@IntRange(min = 0, max = RequestSequences.LENGTH_MAX) Integer> cuts) {
    Tables whole = new Tables();
    Tables inParts = new Tables();

    List<Told> toldInParts = new ArrayList<>();
    for (List<Request> batch : cut(requests, cuts)) {
      toldInParts.addAll(told(inParts.decide(batch)));
    }

    assertThat(toldInParts).isEqualTo(told(whole.decide(requests)));
    assertThat(inParts.contents()).isEqualTo(whole.contents());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void decidingTheSequenceAgainChangesNothingAndGivesTheSameAnswers(
      @ForAll(supplier = RequestSequences.class) List<Request> requests,
      @ForAll @Size(max = 4)
          List<@IntRange(min = 0, max = RequestSequences.LENGTH_MAX) Integer> cuts) {
    Tables tables = new Tables();
    List<Told> first = told(tables.decide(requests));
    List<Object> contents = tables.contents();

    List<Told> again = new ArrayList<>();
    for (List<Request> batch : cut(requests, cuts)) {
      again.addAll(told(tables.decide(batch)));
    }

    assertThat(again).isEqualTo(first);
    assertThat(tables.contents()).isEqualTo(contents);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void noUseIsGrantedBeyondTheLimitAtItsOffset(
      @ForAll(supplier = RequestSequences.class) List<Request> requests) {
    Tables tables = new Tables();
    for (Request request : requests) {
      Map<UUID, Invite> before = Map.copyOf(tables.invites());
      long usesBefore = tables.uses().size();
      tables.decide(List.of(request));
      if (tables.uses().size() > usesBefore) {
        Invite invite =
            before.values().stream()
                .filter(i -> i.code().equals(request.code()))
                .findAny()
                .orElseThrow();
        assertThat(invite.maxUses() == null || invite.currentUses() < invite.maxUses()).isTrue();
      }
    }
  }

  private static List<List<Request>> cut(List<Request> requests, List<Integer> cuts) {
    List<Integer> ends = new ArrayList<>(cuts);
    ends.add(requests.size());
    List<List<Request>> batches = new ArrayList<>();
    int begin = 0;
    for (int end : ends.stream().sorted().toList()) {
      int until = Math.min(end, requests.size());
      batches.add(requests.subList(begin, until));
      begin = until;
    }
    return batches;
  }

  private static List<Told> told(List<Result> answers) {
    return answers.stream()
        .map(
            answer ->
                switch (answer) {
                  case Result.Decided decided ->
                      new Told(
                          decided.source().position(),
                          decided.entry().outcome().name(),
                          decided.entry());
                  case Result.RequestIdReused reused ->
                      new Told(reused.source().position(), "REQUEST_ID_REUSED", null);
                  case Result.NotDecided asked ->
                      new Told(asked.source().position(), "NOT_DECIDED", null);
                  case Result.DeadLettered _ ->
                      throw new IllegalStateException("the rules dead-letter nothing");
                })
        .toList();
  }

  /** The position answered, the word, and the position decided. */
  private static List<String> words(List<Result> answers) {
    return told(answers).stream()
        .map(
            told ->
                "%s %s %s"
                    .formatted(
                        told.answered(),
                        told.word(),
                        told.entry() == null ? told.answered() : told.entry().position()))
        .toList();
  }

  private static List<String> words(OneAtATimeModel model, List<Request> requests) {
    List<String> words = new ArrayList<>();
    for (Request request : requests) {
      OneAtATimeModel.Entry entry = model.decide(request);
      if (!entry.answer().isEmpty()) {
        words.add(
            "%s %s %s".formatted(request.position(), entry.answer(), entry.request().position()));
      }
    }
    return words;
  }

  private static Map<String, UUID> users(Tables tables, String code) {
    Map<String, UUID> users = new HashMap<>();
    for (Use use : tables.uses().values()) {
      if (requireNonNull(tables.invites().get(use.inviteId())).code().equals(code)) {
        users.put(use.userId(), use.id());
      }
    }
    return users;
  }
}

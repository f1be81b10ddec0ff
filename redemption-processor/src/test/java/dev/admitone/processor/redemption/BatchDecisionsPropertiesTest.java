package dev.admitone.processor.redemption;

import static dev.admitone.processor.redemption.Domain.NOON;
import static dev.admitone.processor.redemption.Domain.fingerprint;
import static dev.admitone.processor.redemption.Domain.request;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

/**
 * Random requests about few codes, users and ids, so that nearly all of them collide: decided in
 * batches, they get what the model gives them one at a time.
 */
class BatchDecisionsPropertiesTest {

  private static final List<String> CODES = List.of("AAA", "BBB");
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
  private static final int IDS = 25;
  static final int LONGEST = 60;

  /** What one request is answered with; the invite's version is the batch's and depends on it. */
  private record Told(Position answered, String word, @Nullable LedgerEntry entry) {}

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void aBatchIsDecidedAsTheModelDecidesOneAtATime(@ForAll("sequences") List<Request> requests) {
    Tables tables = new Tables();
    OneAtATimeModel model = new OneAtATimeModel();

    List<Answer> answers = tables.decide(requests);

    assertThat(words(answers)).isEqualTo(words(model, requests));
    told(answers).forEach(told -> Statistics.collect(told.word()));
    Statistics.coverage(
        seen -> ANSWERS.forEach(word -> seen.check(word).count(count -> count > 30)));

    assertThat(tables.decisions()).hasSize((int) model.decisionCount());
    for (String code : CODES) {
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
      @ForAll("sequences") List<Request> requests,
      @ForAll @Size(max = 8) List<@IntRange(min = 0, max = LONGEST) Integer> cuts) {
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
      @ForAll("sequences") List<Request> requests,
      @ForAll @Size(max = 4) List<@IntRange(min = 0, max = LONGEST) Integer> cuts) {
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
  void noUseIsGrantedBeyondTheLimitAtItsOffset(@ForAll("sequences") List<Request> requests) {
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

  @Provide
  Arbitrary<List<Request>> sequences() {
    Arbitrary<UUID> ids = idArbitrary();
    Arbitrary<String> codes = Arbitraries.of(CODES);
    return Combinators.combine(ids, codes, commands())
        .as(Tuple::of)
        .list()
        .ofMaxSize(LONGEST)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(
            drawn -> {
              List<Request> requests = new ArrayList<>();
              for (var one : drawn) {
                int offset = requests.size();
                String code = one.get2();
                Command command = aimed(one.get3(), code, requests);
                requests.add(
                    request(
                        one.get1(),
                        fingerprint(code + command + Domain.signupContent(command)),
                        code,
                        command,
                        offset,
                        NOON.plusMillis(offset)));
              }
              return requests;
            });
  }

  /** Most releases are of a request that did redeem the code, or would hardly ever meet one. */
  private static Command aimed(Command command, String code, List<Request> earlier) {
    if (!(command instanceof Command.ReleaseUse release)) {
      return command;
    }
    int draw = (int) release.useId().getLeastSignificantBits();
    List<Request> redemptions =
        earlier.stream()
            .filter(request -> request.code().equals(code) && request.userId() != null)
            .toList();
    return redemptions.isEmpty() || draw % 4 == 0
        ? release
        : new Command.ReleaseUse(
            redemptions.get(draw % redemptions.size()).id(),
            release.reason(),
            release.releasedBy());
  }

  /** All equally likely: numbers would mostly be the smallest ones. */
  private static Arbitrary<UUID> idArbitrary() {
    return Arbitraries.of(LongStream.rangeClosed(1, IDS).mapToObj(Domain::id).toList());
  }

  private static Arbitrary<Command> commands() {
    Arbitrary<String> users = Arbitraries.of("ann", "bob", "joe", "sue");
    Arbitrary<@Nullable Long> limits = Arbitraries.longs().between(0, 3).injectNull(0.3);
    Arbitrary<@Nullable Instant> times =
        Arbitraries.integers().between(0, LONGEST).map(NOON::plusMillis).injectNull(0.8);
    Arbitrary<Command> redeem = users.map(Command.Redeem::new);
    Arbitrary<String> names = Arbitraries.of("n1", "N1", "n2", "n3", "n4", "n5", "n6");
    Arbitrary<Command> signup =
        Combinators.combine(users, names, names, names)
            .as(
                (user, username, email, phone) ->
                    new Command.Redeem(
                        user, new Signup(email, username, "display", phone, "hash")));
    Arbitrary<Command> create =
        Combinators.combine(limits, times, times)
            .as((max, starts, expires) -> new Command.CreateInvite(max, starts, expires, "op"));
    Arbitrary<Command> change =
        Combinators.combine(
                orNone(limits.map(Change::to)),
                orNone(times.map(Change::to)),
                orNone(times.map(Change::to)),
                orNone(Arbitraries.of(true, false).map(Change::to)))
            .as(
                (max, starts, expires, revoked) ->
                    new Command.ChangeInvite(max, starts, expires, revoked, "op"));
    Arbitrary<Command> release =
        idArbitrary().map(use -> new Command.ReleaseUse(use, "asked for it", "op"));
    return Arbitraries.frequencyOf(
        Tuple.of(6, redeem),
        Tuple.of(6, signup),
        Tuple.of(3, create),
        Tuple.of(2, change),
        Tuple.of(4, release),
        Tuple.of(1, Arbitraries.just(new Command.Refresh())));
  }

  private static <T> Arbitrary<Change<T>> orNone(Arbitrary<Change<T>> changes) {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(Change.<T>none())), Tuple.of(1, changes));
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

  private static List<Told> told(List<Answer> answers) {
    return answers.stream()
        .map(
            answer ->
                switch (answer) {
                  case Answer.Decided decided ->
                      new Told(
                          decided.source().position(),
                          decided.entry().outcome().name(),
                          decided.entry());
                  case Answer.RequestIdReused reused ->
                      new Told(reused.source().position(), "REQUEST_ID_REUSED", null);
                  case Answer.DeadLettered _ ->
                      throw new IllegalStateException("the rules dead-letter nothing");
                })
        .toList();
  }

  /** The position answered, the word, and the position decided. */
  private static List<String> words(List<Answer> answers) {
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

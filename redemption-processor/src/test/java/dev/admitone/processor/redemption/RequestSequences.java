package dev.admitone.processor.redemption;

import static dev.admitone.processor.redemption.Domain.NOON;
import static dev.admitone.processor.redemption.Domain.fingerprint;
import static dev.admitone.processor.redemption.Domain.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Random requests about few codes, users and ids, so that nearly all of them collide. */
public final class RequestSequences implements ArbitrarySupplier<List<Request>> {

  static final List<String> CODES = List.of("AAA", "BBB");
  private static final int IDS = 25;
  static final int LENGTH_MAX = 60;

  @Override
  public Arbitrary<List<Request>> get() {
    Arbitrary<UUID> ids = idArbitrary();
    Arbitrary<String> codes = Arbitraries.of(CODES);
    return Combinators.combine(ids, codes, commands())
        .as(Tuple::of)
        .list()
        .ofMaxSize(LENGTH_MAX)
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
        Arbitraries.integers().between(0, LENGTH_MAX).map(NOON::plusMillis).injectNull(0.8);
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
        Tuple.of(1, Arbitraries.just(new Command.RepairCount("miscounted", "op"))),
        Tuple.of(1, Arbitraries.just(new Command.Refresh())));
  }

  private static <T> Arbitrary<Change<T>> orNone(Arbitrary<Change<T>> changes) {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(Change.<T>none())), Tuple.of(1, changes));
  }
}

package dev.admitone.faults.checker;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Probe;
import dev.admitone.faults.history.Response;
import dev.admitone.faults.history.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Readiness is red when calls are not served for longer than it takes to notice, and says why: a
 * partition whose requests wait has no results only while a processor says that it does not serve,
 * and a gateway says so that refuses all calls, has no decision for any of them, or breaks their
 * connections. A request that waits behind others of its partition, which are decided meanwhile, is
 * served: slowly, as its lag says.
 */
final class HonestReadiness implements PromiseCheck {

  /** A killed processor's partitions wait 6 s, and a broker that is gone is noticed within 15 s. */
  static final Duration NOTICED_WITHIN = Duration.ofSeconds(20);

  /** Begins the name of each. */
  private static final String PROCESSORS = "processor";

  /** How long a result may take from the log to a gateway that serves. */
  private static final Duration READ_WITHIN = Duration.ofSeconds(2);

  /** A service is asked again within this, a response that does not come included. */
  private static final Duration ASKED_WITHIN = Duration.ofSeconds(3);

  /** That of the whole, and that of the part which is not well. */
  private static final Pattern RED = Pattern.compile("\"(DOWN|OUT_OF_SERVICE)\".*\"(DOWN|OUT_)");

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>(redWithoutReason(history.probes()));
    violations.addAll(waitingSilently(history, Silence.of(history.probes(), PROCESSORS)));
    Map<UUID, Instant> told = new HashMap<>();
    for (Told result : history.results()) {
      told.merge(result.requestId(), result.toldAt(), HonestReadiness::earlier);
    }
    Map<String, List<Call>> calls =
        history.calls().stream().collect(Collectors.groupingBy(Call::gateway));
    calls.forEach(
        (gateway, itsCalls) -> {
          Silence silence = Silence.of(history.probes(), gateway);
          Map<Long, Call> byNumber =
              itsCalls.stream().collect(Collectors.toMap(Call::number, Function.identity()));
          List<Response> responses =
              history.responses().stream()
                  .filter(response -> byNumber.containsKey(response.call()))
                  .sorted(Comparator.comparing(Response::at))
                  .toList();
          violations.addAll(
              failingSilently(
                  gateway + " refused all calls",
                  responses,
                  Response::isUnavailable,
                  response -> !response.isUnavailable(),
                  silence));
          violations.addAll(
              failingSilently(
                  gateway + " did not know what was decided",
                  responses,
                  response -> isMissed(response, told),
                  response -> response.outcome() != null,
                  silence));
          violations.addAll(breakingSilently(responses, byNumber, silence));
        });
    return violations;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static List<Violation> redWithoutReason(List<Probe> probes) {
    return probes.stream()
        .filter(probe -> !probe.ready() && probe.hasResponse())
        .filter(probe -> !RED.matcher(probe.why()).find())
        .map(probe -> Violation.of(Promise.READINESS, "a red readiness does not say why", probe))
        .toList();
  }

  private static List<Violation> waitingSilently(History history, Silence processors) {
    Map<Place, Instant> told = new HashMap<>();
    Map<Integer, NavigableSet<Instant>> served = new HashMap<>();
    for (Told result : history.results()) {
      told.merge(result.about(), result.toldAt(), HonestReadiness::earlier);
      served.computeIfAbsent(result.about().partition(), _ -> new TreeSet<>()).add(result.toldAt());
    }
    List<Violation> violations = new ArrayList<>();
    for (Logged logged : history.log()) {
      Instant end = told.get(logged.place());
      if (end != null
          && isLong(logged.appendedAt(), end)
          && isStill(
              served.getOrDefault(logged.place().partition(), new TreeSet<>()),
              logged.appendedAt(),
              end,
              processors)) {
        violations.add(
            Violation.of(
                Promise.READINESS,
                "a request waited until %s, and all processors said that they serve".formatted(end),
                logged));
      }
    }
    return violations;
  }

  /** Whether a partition had no results for long within that time, while all seemed to be well. */
  private static boolean isStill(
      NavigableSet<Instant> served, Instant from, Instant to, Silence processors) {
    Instant last = from;
    for (Instant next : served.subSet(from, true, to, true)) {
      if (isLong(last, next) && processors.lasts(NOTICED_WITHIN, last, next)) {
        return true;
      }
      last = next;
    }
    return false;
  }

  private static boolean isLong(Instant from, Instant to) {
    return Duration.between(from, to).compareTo(NOTICED_WITHIN) > 0;
  }

  /** Failures with no success between them, for long. */
  private static List<Violation> failingSilently(
      String what,
      List<Response> responses,
      Predicate<Response> isFailure,
      Predicate<Response> isSuccess,
      Silence silence) {
    List<Violation> violations = new ArrayList<>();
    List<Response> failing = new ArrayList<>();
    for (Response response : responses) {
      if (isFailure.test(response)) {
        failing.add(response);
      } else if (isSuccess.test(response)) {
        failingSilently(what, failing, silence).ifPresent(violations::add);
        failing.clear();
      }
    }
    failingSilently(what, failing, silence).ifPresent(violations::add);
    return violations;
  }

  private static Optional<Violation> failingSilently(
      String what, List<Response> failing, Silence silence) {
    if (failing.isEmpty()) {
      return Optional.empty();
    }
    Instant from = failing.getFirst().at();
    Instant to = failing.getLast().at();
    return silence.lasts(NOTICED_WITHIN, from, to)
        ? Optional.of(
            Violation.of(
                Promise.READINESS,
                "%s until %s, and said that it serves".formatted(what, to),
                failing.getFirst()))
        : Optional.empty();
  }

  private static boolean isMissed(Response response, Map<UUID, Instant> told) {
    Instant at = response.requestId() == null ? null : told.get(response.requestId());
    return response.isPending() && at != null && at.plus(READ_WITHIN).isBefore(response.at());
  }

  /** A connection breaks where a process ends or stands still, and that is seen. */
  private static List<Violation> breakingSilently(
      List<Response> responses, Map<Long, Call> calls, Silence silence) {
    return responses.stream()
        .filter(response -> response.status() == Response.BROKEN)
        .filter(
            response ->
                silence.isUnbroken(
                    Objects.requireNonNull(calls.get(response.call()))
                        .begunAt()
                        .minus(ASKED_WITHIN),
                    response.at().plus(ASKED_WITHIN)))
        .map(
            response ->
                Violation.of(
                    Promise.READINESS,
                    "a connection broke, and the gateway said that it serves",
                    Objects.requireNonNull(calls.get(response.call())),
                    response))
        .toList();
  }
}

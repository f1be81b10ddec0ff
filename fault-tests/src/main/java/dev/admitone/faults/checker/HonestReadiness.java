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
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Readiness is red when calls are not served for longer than it takes to notice: a partition whose
 * requests wait has no results only while a processor says that it does not serve, and a gateway
 * that refuses all calls says that it does not serve. A request that waits behind others of its
 * partition, which are decided meanwhile, is served: slowly, as its lag says.
 */
final class HonestReadiness implements PromiseCheck {

  /** A killed processor's partitions wait 6 s, and a broker that is gone is noticed within 15 s. */
  static final Duration NOTICED_WITHIN = Duration.ofSeconds(20);

  /** Begins the name of each. */
  private static final String PROCESSORS = "processor";

  @Override
  public List<Violation> check(History history) {
    Set<String> gateways = history.calls().stream().map(Call::gateway).collect(Collectors.toSet());
    List<Violation> violations = new ArrayList<>();
    violations.addAll(
        waitingSilently(
            history, sorted(history.probes(), probe -> probe.service().startsWith(PROCESSORS))));
    for (String gateway : gateways) {
      violations.addAll(
          refusingSilently(
              history,
              gateway,
              sorted(history.probes(), probe -> gateway.equals(probe.service()))));
    }
    return violations;
  }

  private static NavigableMap<Instant, List<Probe>> sorted(
      List<Probe> probes, Predicate<Probe> isMeant) {
    return probes.stream()
        .filter(isMeant)
        .collect(Collectors.groupingBy(Probe::at, TreeMap::new, Collectors.toList()));
  }

  /** Whether there were questions meanwhile, and each response was that all is well. */
  private static boolean isSilent(
      NavigableMap<Instant, List<Probe>> probes, Instant from, Instant to) {
    var meanwhile = probes.subMap(from, true, to, true).values();
    return !meanwhile.isEmpty()
        && meanwhile.stream().allMatch(each -> each.stream().allMatch(Probe::ready));
  }

  private static List<Violation> waitingSilently(
      History history, NavigableMap<Instant, List<Probe>> processors) {
    Map<Place, Instant> told = new HashMap<>();
    Map<Integer, NavigableSet<Instant>> served = new HashMap<>();
    for (Told result : history.results()) {
      told.merge(
          result.about(), result.toldAt(), (one, other) -> one.isBefore(other) ? one : other);
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
              end)
          && isSilent(processors, logged.appendedAt(), end)) {
        violations.add(
            Violation.of(
                Promise.READINESS,
                "a request waited until %s, and all processors said that they serve".formatted(end),
                logged));
      }
    }
    return violations;
  }

  /** Whether a partition had no results for long, within that time. */
  private static boolean isStill(NavigableSet<Instant> served, Instant from, Instant to) {
    Instant last = from;
    for (Instant next : served.subSet(from, true, to, true)) {
      if (isLong(last, next)) {
        return true;
      }
      last = next;
    }
    return false;
  }

  private static boolean isLong(Instant from, Instant to) {
    return Duration.between(from, to).compareTo(NOTICED_WITHIN) > 0;
  }

  private static List<Violation> refusingSilently(
      History history, String gateway, NavigableMap<Instant, List<Probe>> probes) {
    Map<Long, Call> calls =
        history.calls().stream()
            .filter(call -> call.gateway().equals(gateway))
            .collect(Collectors.toMap(Call::number, Function.identity()));
    List<Response> responses =
        history.responses().stream()
            .filter(response -> calls.containsKey(response.call()))
            .sorted(Comparator.comparing(Response::at))
            .toList();
    List<Violation> violations = new ArrayList<>();
    int first = 0;
    for (int i = 0; i <= responses.size(); i++) {
      if (i < responses.size() && responses.get(i).isUnavailable()) {
        continue;
      }
      if (i > first) {
        Instant from = responses.get(first).at();
        Instant to = responses.get(i - 1).at();
        if (isLong(from, to) && isSilent(probes, from, to)) {
          violations.add(
              Violation.of(
                  Promise.READINESS,
                  "%s refused all calls until %s, and said that it serves".formatted(gateway, to),
                  responses.get(first)));
        }
      }
      first = i + 1;
    }
    return violations;
  }
}

package dev.admitone.ops.overview;

import dev.admitone.ops.charts.Numbers;
import dev.admitone.ops.html.Times;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import dev.admitone.ops.services.Growth;
import dev.admitone.ops.services.Reading;
import dev.admitone.ops.services.Readings;
import dev.admitone.ops.services.Totals;
import dev.admitone.ops.sessions.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Says how the product is. All operators that watch get the same: however many they are, the
 * database and the services are asked once an interval.
 */
final class Overview {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final double AGE_WARN_SECONDS = 5;
  private static final double MOST = 0.95;
  private static final double LATENCY_WARN_MILLIS = 500;

  private final Readings readings;
  private final HotCodesTable hotCodes;
  private final Sessions sessions;
  private final Duration interval;
  private final Clock clock;
  private @Nullable Made made;

  Overview(
      Readings readings,
      HotCodesTable hotCodes,
      Sessions sessions,
      Duration interval,
      Clock clock) {
    this.readings = readings;
    this.hotCodes = hotCodes;
    this.sessions = sessions;
    this.interval = interval;
    this.clock = clock;
  }

  /** What was made, and when. */
  private record Made(Instant at, OverviewPart part) {}

  /** Not older than an interval. */
  synchronized OverviewPart part() {
    Instant now = clock.instant();
    Made last = made;
    if (last == null || last.at().plus(interval).isBefore(now)) {
      last = new Made(now, make(now));
      made = last;
    }
    return last.part();
  }

  private OverviewPart make(Instant now) {
    List<Reading> all = readings.all();
    HotCodes hot = hotCodes.since(now.minus(MINUTE));
    if (all.isEmpty()) {
      return new OverviewPart(null, List.of(), List.of(), List.of(), List.of(), hot, List.of());
    }
    Reading latest = all.getLast();
    Growth growth = Growth.between(aMinuteBefore(all), latest);
    return new OverviewPart(
        latest.at(),
        tiles(growth, latest, blocking()),
        OverviewCharts.of(all),
        outcomes(growth),
        phases(growth),
        hot,
        latest.health());
  }

  private static Reading aMinuteBefore(List<Reading> all) {
    Instant begin = all.getLast().at().minus(MINUTE);
    return all.stream()
        .filter(each -> !each.at().isBefore(begin))
        .findFirst()
        .orElse(all.getFirst());
  }

  private Tile blocking() {
    long count;
    try {
      count = sessions.list().sessions().size();
    } catch (LedgerUnavailableException | LedgerTooSlowException | DataAccessException e) {
      return new Tile("Blocking sessions", "unknown", "the database was not asked", "good");
    }
    return new Tile(
        "Blocking sessions",
        Numbers.text(count),
        count > 0 ? "others wait for them: see the page of sessions" : "of the database",
        count > 0 ? "bad" : "good");
  }

  private static List<Tile> tiles(Growth growth, Reading latest, Tile blocking) {
    List<Tile> tiles = new ArrayList<>();
    tiles.add(
        new Tile(
            "Decisions",
            Numbers.text(growth.rate(Totals.DECISIONS)) + " /s",
            "over the last minute",
            "good"));
    tiles.add(
        new Tile(
            "Refused", Numbers.text(OverviewCharts.refused(growth)) + " /s", "of them", "good"));
    double latency = growth.latencyMillis(MOST);
    tiles.add(
        new Tile(
            "Latency, 95 %",
            Numbers.text(latency) + " ms",
            "of the gateways' calls",
            latency > LATENCY_WARN_MILLIS ? "warn" : "good"));
    tiles.add(
        new Tile(
            "Undecided requests",
            Numbers.text(latest.sum(Totals.LAG_RECORDS)),
            "in the log, over all partitions",
            "good"));
    double age = latest.max(Totals.LAG_AGE);
    tiles.add(
        new Tile(
            "Oldest undecided request",
            Times.duration(Duration.ofMillis(Math.round(age * 1_000))),
            "grows while no lane decides its partition",
            age > AGE_WARN_SECONDS ? "warn" : "good"));
    tiles.add(batch(growth));
    double dead = growth.rate(Totals.DEAD) * growth.time().toMillis() / 1_000;
    tiles.add(
        new Tile(
            "Dead letters",
            Numbers.text(Double.isNaN(dead) ? 0 : dead),
            "in the last minute; see the page of dead letters",
            dead > 0 ? "bad" : "good"));
    tiles.add(blocking);
    boolean apart = latest.max(Totals.APART) > 0;
    tiles.add(
        new Tile(
            "Ledger and log",
            apart ? "apart" : "agree",
            apart ? "nothing is decided until ./admit heal was run" : "on how far decisions are",
            apart ? "bad" : "good"));
    return tiles;
  }

  private static Tile batch(Growth growth) {
    double batches = growth.of(Totals.BATCHES);
    double records = growth.of(Totals.BATCH_RECORDS);
    return new Tile(
        "Batches",
        Numbers.text(growth.rate(Totals.BATCHES)) + " /s",
        "of %s requests each".formatted(Numbers.text(batches <= 0 ? 0 : records / batches)),
        "good");
  }

  private static List<OutcomeRate> outcomes(Growth growth) {
    return growth.rates(Totals.DECISIONS).entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(each -> new OutcomeRate(each.getKey(), Numbers.text(each.getValue()) + " /s"))
        .toList();
  }

  private static List<OutcomeRate> phases(Growth growth) {
    return growth.rates(Totals.PHASES).keySet().stream()
        .map(phase -> new OutcomeRate(phase, Numbers.text(meanMillis(growth, phase)) + " ms"))
        .toList();
  }

  private static double meanMillis(Growth growth, String phase) {
    double times = growth.of(Totals.PHASES + phase);
    return times <= 0 ? Double.NaN : 1_000 * growth.of(Totals.PHASE_SECONDS + phase) / times;
  }
}

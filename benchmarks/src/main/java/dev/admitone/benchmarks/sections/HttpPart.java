package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.contenders.Contender;
import dev.admitone.benchmarks.contenders.Contender.Plan;
import dev.admitone.benchmarks.contenders.Guarantee;
import dev.admitone.benchmarks.figures.Cost;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.http.Load;
import dev.admitone.benchmarks.http.Measurements;
import dev.admitone.benchmarks.http.Saturation;
import dev.admitone.benchmarks.http.SteadyState;
import dev.admitone.benchmarks.http.WarmUp;
import dev.admitone.benchmarks.steps.Step;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One contender over HTTP: the same procedure for each. */
final class HttpPart {

  private static final Duration AROUND = Duration.ofSeconds(1);
  private static final Duration START = Duration.ofSeconds(6);

  /**
   * About how many windows it takes until a rate is steady: of a cold service, and of a warm one.
   */
  private static final int COLD_WINDOWS = 6;

  private static final int WARM_WINDOWS = 2;

  private final Contender contender;
  private final HttpSize size;
  private final Findings findings;
  private final Measurements measurements;
  private final List<Step> steps = new ArrayList<>();

  private HttpPart(Contender contender, HttpSize size, TestBed testBed, Findings findings) {
    this.contender = contender;
    this.size = size;
    this.findings = findings;
    this.measurements = new Measurements(testBed, contender);
  }

  /**
   * A contender's section.
   *
   * @param further rates that are offered to it alone, on the hot code
   */
  static Section section(Contender contender, HttpSize size, List<Double> further) {
    return Section.of(
        "http." + contender.id(),
        "HTTP: " + contender.name(),
        expected(contender, size, further),
        (testBed, findings) ->
            contender
                .missing()
                .map(reason -> leftOut(contender, reason, findings))
                .orElseGet(() -> new HttpPart(contender, size, testBed, findings).all(further)));
  }

  /** A contender that cannot run on this machine. */
  record LeftOut(String id, String name, String reason) {}

  private static List<Step> leftOut(Contender contender, String reason, Findings findings) {
    return List.of(
        new Step(
            "left out: " + reason,
            AROUND,
            () ->
                findings.add(
                    Kinds.LEFT_OUT, new LeftOut(contender.id(), contender.name(), reason))));
  }

  private static Duration expected(Contender contender, HttpSize size, List<Double> further) {
    int pools = contender.poolSizes().size();
    Duration expected =
        START
            .plus(size.warmUp().window().multipliedBy(COLD_WINDOWS))
            .plus(size.trial().multipliedBy(pools))
            .plus(hotSaturation(contender, size))
            .plus(AROUND.multipliedBy(10));
    if (contender.plan() != Plan.SATURATION) {
      int rates = Load.values().length * offered(contender, size).size() + 1;
      if (contender.plan() == Plan.WHOLE) {
        expected = expected.plus(size.trial().dividedBy(2).multipliedBy(pools));
      }
      expected =
          expected
              .plus(size.nextWarmUp().window().multipliedBy(WARM_WINDOWS))
              .plus(zipfSaturation(contender, size))
              .plus(size.offered().plus(AROUND).multipliedBy(rates))
              .plus(size.saturation().multipliedBy(further.size()));
    }
    if (contender.commitsInPostgres()) {
      Duration each =
          size.commitTrial().multipliedBy(Math.max(1, pools)).plus(size.commitSaturation());
      expected = expected.plus(each.plus(AROUND).multipliedBy(size.commitMicros().size()));
    }
    return expected;
  }

  private static Duration hotSaturation(Contender contender, HttpSize size) {
    return contender.plan() == Plan.SATURATION ? size.saturation().dividedBy(2) : size.saturation();
  }

  private static Duration zipfSaturation(Contender contender, HttpSize size) {
    return contender.plan() == Plan.WHOLE ? size.saturation() : size.saturation().dividedBy(2);
  }

  private static List<Double> offered(Contender contender, HttpSize size) {
    return contender.plan() == Plan.WHOLE
        ? size.offeredPerSecond()
        : size.offeredPerSecond().subList(0, 1);
  }

  private List<Step> all(List<Double> further) {
    step("start", START, this::start);
    warmUp(Load.HOT, size.warmUp(), COLD_WINDOWS);
    choosePool(Load.HOT, size.trial());
    if (contender.plan() != Plan.SATURATION) {
      // Beside them the compilers get time for what they could not do while all was taken.
      offered(contender, size).forEach(rate -> offered(Load.HOT, rate, size.offered()));
    }
    saturation(Load.HOT, hotSaturation(contender, size));
    if (contender.plan() != Plan.SATURATION) {
      half(Load.HOT);
      further.forEach(rate -> offered(Load.HOT, rate, size.saturation()));
      warmUp(Load.ZIPF, size.nextWarmUp(), WARM_WINDOWS);
      if (contender.plan() == Plan.WHOLE) {
        choosePool(Load.ZIPF, size.trial().dividedBy(2));
      }
      offered(contender, size).forEach(rate -> offered(Load.ZIPF, rate, size.offered()));
      saturation(Load.ZIPF, zipfSaturation(contender, size));
    }
    step("is it right?", AROUND, measurements::verify);
    if (contender.commitsInPostgres()) {
      size.commitMicros().forEach(this::commits);
      step("is it right?", AROUND, measurements::verify);
    }
    step("stop", AROUND, measurements::close);
    return steps;
  }

  /** What a contender is, for the report. */
  record Row(
      String id,
      String name,
      String description,
      String note,
      List<Guarantee> keeps,
      boolean commitsInPostgres) {}

  private void start() throws Exception {
    findings.add(
        Kinds.CONTENDERS,
        new Row(
            contender.id(),
            contender.name(),
            contender.description(),
            contender.note(),
            contender.keeps().stream().sorted().toList(),
            contender.commitsInPostgres()));
    measurements.start();
  }

  private void warmUp(Load load, SteadyState.Rule rule, int windows) {
    step(
        "%s, until it is steady".formatted(load.title()),
        rule.window().multipliedBy(windows),
        () -> {
          WarmUp warmUp = measurements.warmUp(load, rule);
          findings.add(Kinds.WARM_UPS, warmUp);
        });
  }

  private void choosePool(Load load, Duration trial) {
    if (!contender.poolSizes().isEmpty()) {
      step(
          "%s, which pool".formatted(load.title()),
          trial.multipliedBy(contender.poolSizes().size()),
          () -> pools(load, 0, measurements.choosePool(load, trial)));
    }
  }

  /** The sizes of a pool, tried. */
  record Pool(
      String contender, String load, double commitMillis, int connections, double perSecond) {}

  private void pools(Load load, int commitMicros, Map<Integer, Double> tried) {
    tried.forEach(
        (connections, perSecond) ->
            findings.add(
                Kinds.POOLS,
                new Pool(contender.id(), load.id(), commitMicros / 1e3, connections, perSecond)));
  }

  private void saturation(Load load, Duration window) {
    step(
        "%s, at most".formatted(load.title()),
        window,
        () -> add(load, "", measurements.saturate(load, window)));
  }

  private void add(Load load, String suffix, Saturation most) {
    String id = rateId(load) + suffix;
    String title = "%s, %s".formatted(contender.name(), load.title());
    most.byThird().forEach(third -> findings.rates().add(id, title, third));
    if (!most.steady()) {
      findings.rates().markUnsteady(id);
    }
    findings.add(Kinds.LOADS, most);
    findings.add(Kinds.COSTS, new Cost(id, title, most.served(), most.costs()));
  }

  private void offered(Load load, double perSecond, Duration window) {
    step(
        "%s, %.0f a second arrive".formatted(load.title(), perSecond),
        window.plus(AROUND),
        () -> findings.add(Kinds.LATENCIES, measurements.arrive(load, 0, perSecond, window)));
  }

  private void half(Load load) {
    step(
        "%s, half of that arrives".formatted(load.title()),
        size.offered().plus(AROUND),
        () -> {
          double half = findings.rates().get(rateId(load)).median() / 2;
          findings.add(Kinds.LATENCIES, measurements.arrive(load, 0.5, half, size.offered()));
        });
  }

  private String rateId(Load load) {
    return "http.%s.%s".formatted(contender.id(), load.id());
  }

  /** What it takes to commit, as it was measured. */
  record Commit(String contender, double emulatedMillis, double measuredMillis) {}

  private void commits(int micros) {
    step(
        "one hot code, commits of %.1f ms".formatted(micros / 1e3),
        size.commitSaturation().plus(size.commitTrial().multipliedBy(4)),
        () -> {
          double measured = measurements.emulateCommits(micros);
          findings.add(Kinds.COMMITS, new Commit(contender.id(), micros / 1e3, measured));
          if (contender.poolSizes().isEmpty()) {
            // As long as the others' trials: the rate finds its new level.
            measurements.runIn(Load.HOT, size.commitTrial().multipliedBy(2));
          } else {
            pools(Load.HOT, micros, measurements.choosePool(Load.HOT, size.commitTrial()));
          }
          add(
              Load.HOT,
              ".commit%dus".formatted(micros),
              measurements.saturate(Load.HOT, size.commitSaturation()));
        });
  }

  private void step(String title, Duration expected, Step.Action action) {
    steps.add(new Step(title, expected, action));
  }
}

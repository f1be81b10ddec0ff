package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.contenders.Contenders;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.http.Load;
import dev.admitone.benchmarks.http.Measurements;
import dev.admitone.benchmarks.http.Saturation;
import dev.admitone.benchmarks.http.SteadyState;
import dev.admitone.benchmarks.steps.Step;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.List;

/** The collections of the heap while the product serves as much as it can for minutes. */
final class CollectionsPart {

  private static final Duration START = Duration.ofSeconds(6);

  private CollectionsPart() {}

  static Section section(SteadyState.Rule warmUp, Duration duration) {
    return Section.of(
        "collections",
        "collections at saturation",
        START.plus(warmUp.window().multipliedBy(6)).plus(duration),
        (testBed, findings) -> steps(testBed, findings, warmUp, duration));
  }

  private static List<Step> steps(
      TestBed testBed, Findings findings, SteadyState.Rule warmUp, Duration duration) {
    Measurements product = new Measurements(testBed, Contenders.of("product"));
    return List.of(
        new Step("start", START, product::start),
        new Step(
            "one hot code, until it is steady",
            warmUp.window().multipliedBy(6),
            () -> product.warmUp(Load.HOT, warmUp)),
        new Step(
            "one hot code, at most, for %d s".formatted(duration.toSeconds()),
            duration,
            () -> {
              Saturation most = product.saturate(Load.HOT, duration);
              findings.add(Kinds.COLLECTIONS, most);
            }),
        new Step("is it right?", START, product::verify),
        new Step("stop", Duration.ofSeconds(1), product::close));
  }
}

package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.contenders.ProductInBulk;
import dev.admitone.benchmarks.figures.Findings;
import dev.admitone.benchmarks.figures.Kinds;
import dev.admitone.benchmarks.http.Load;
import dev.admitone.benchmarks.http.Measurements;
import dev.admitone.benchmarks.http.Saturation;
import dev.admitone.benchmarks.steps.Step;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.List;

/** Many redemptions in a call. */
final class BulkPart {

  private static final Duration START = Duration.ofSeconds(6);
  private static final int REDEMPTIONS_A_CALL = 50;

  /** Calls that are open at once: some thousand redemptions, as for single calls. */
  private static final int CONNECTIONS = 32;

  private BulkPart() {}

  /**
   * As much as it serves.
   *
   * @param redemptionsACall in each call
   * @param redemptionsPerSecond in calls all of whose redemptions were decided
   * @param cpuMicros processor time of one redemption, the generator's left out
   * @param p50 of a call, milliseconds
   * @param p99 of a call, milliseconds
   * @param steady whether the rate had stopped growing
   */
  record Bulk(
      int redemptionsACall,
      double redemptionsPerSecond,
      double cpuMicros,
      double p50,
      double p99,
      boolean steady) {

    static Bulk of(Saturation most) {
      return new Bulk(
          REDEMPTIONS_A_CALL,
          most.perSecond() * REDEMPTIONS_A_CALL,
          most.inside().cpuMicros() / REDEMPTIONS_A_CALL,
          most.p50(),
          most.p99(),
          most.steady());
    }
  }

  static Section section(HttpSize size) {
    return Section.of(
        "bulk",
        "many redemptions in a call",
        START.plus(warmUp(size)).plus(size.saturation()),
        (testBed, findings) -> steps(testBed, findings, size));
  }

  private static List<Step> steps(TestBed testBed, Findings findings, HttpSize size) {
    Measurements product =
        new Measurements(testBed, new ProductInBulk(REDEMPTIONS_A_CALL), CONNECTIONS);
    return List.of(
        new Step("start", START, product::start),
        new Step(
            "one hot code, until it is steady",
            warmUp(size),
            () -> product.warmUp(Load.HOT, size.nextWarmUp())),
        new Step(
            "one hot code, at most",
            size.saturation(),
            () -> findings.add(Kinds.BULK, Bulk.of(product.saturate(Load.HOT, size.saturation())))),
        new Step("is it right?", START, product::verify),
        new Step("stop", Duration.ofSeconds(1), product::close));
  }

  private static Duration warmUp(HttpSize size) {
    return size.nextWarmUp().window().multipliedBy(3);
  }
}

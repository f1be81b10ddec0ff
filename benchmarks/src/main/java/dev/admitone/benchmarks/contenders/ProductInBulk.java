package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.generator.CallTemplate;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.EnumSet;
import java.util.Set;

/**
 * Admit One where services send many redemptions in a call. A call that is served has the status
 * 200: each of its redemptions is decided.
 */
public final class ProductInBulk implements Contender {

  private static final String PATH = "/api/redemptions/bulk";

  private final int redemptionsACall;

  /**
   * With calls of one size.
   *
   * @param redemptionsACall in each call, at most 100
   */
  public ProductInBulk(int redemptionsACall) {
    this.redemptionsACall = redemptionsACall;
  }

  @Override
  public String id() {
    return "product-bulk";
  }

  @Override
  public String name() {
    return "Admit One, %d redemptions in a call".formatted(redemptionsACall);
  }

  @Override
  public String description() {
    return "A call has many redemptions, each of which is a request of its own in the log.";
  }

  @Override
  public Set<Guarantee> keeps() {
    return EnumSet.allOf(Guarantee.class);
  }

  @Override
  public Set<Part> uses() {
    return EnumSet.allOf(Part.class);
  }

  @Override
  public Plan plan() {
    return Plan.SATURATION;
  }

  @Override
  public RunningContender start(TestBed testBed) throws Exception {
    return Product.start(
        testBed, CallTemplate.bulkRedemptions(PATH, redemptionsACall), redemptionsACall);
  }
}

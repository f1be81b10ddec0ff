package dev.admitone.benchmarks.contenders;

import java.util.List;

/** All contenders, in the order of the report. */
public final class Contenders {

  private static final List<Contender> ALL =
      List.of(
          new Product(),
          new FunctionMvc(),
          new PooledLean(PooledLean.Kind.FUNCTION),
          new PooledLean(PooledLean.Kind.SLOTS),
          new PooledLean(PooledLean.Kind.CONDITIONAL_UPDATE),
          new MicroBatcherLean(),
          new RedisLean(),
          new StreamsLean(),
          new RestateLean(),
          new NullMvc(),
          new NullLean());

  private Contenders() {}

  public static List<Contender> all() {
    return ALL;
  }

  /**
   * The contender of that id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Contender of(String id) {
    return ALL.stream()
        .filter(contender -> contender.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no contender is called " + id));
  }
}

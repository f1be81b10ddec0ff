package dev.admitone.benchmarks.contenders;

import java.util.List;

/** All contenders, in the order of the report. */
public final class Contenders {

  private static final List<Contender> ALL =
      List.of(new Product(), new FunctionMvc(), new NullMvc());

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

package dev.admitone.benchmarks.peers;

import java.util.List;
import java.util.stream.IntStream;

/** A code that does not exist yet, and how often it can be used. */
public record NewCode(String code, long maxUses) {

  /** The codes {@code <prefix>0}, {@code <prefix>1}, ... */
  public static List<NewCode> numbered(String prefix, int count, long maxUses) {
    return IntStream.range(0, count).mapToObj(i -> new NewCode(prefix + i, maxUses)).toList();
  }
}

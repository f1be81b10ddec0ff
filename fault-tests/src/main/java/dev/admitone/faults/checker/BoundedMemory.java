package dev.admitone.faults.checker;

import dev.admitone.faults.history.History;
import java.util.List;

/** No process takes more memory than its heap and what a virtual machine needs beside that. */
final class BoundedMemory implements PromiseCheck {

  /** A heap of 384 MiB, and twice what the rest was measured to be. */
  static final long BYTES_MAX = 1_000_000_000;

  @Override
  public List<Violation> check(History history) {
    return history.probes().stream()
        .filter(probe -> probe.memoryBytes() > BYTES_MAX)
        .map(
            probe ->
                Violation.of(
                    Promise.MEMORY, "a process has more than %d bytes".formatted(BYTES_MAX), probe))
        .toList();
  }
}

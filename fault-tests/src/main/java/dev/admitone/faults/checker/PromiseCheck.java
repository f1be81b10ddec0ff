package dev.admitone.faults.checker;

import dev.admitone.faults.history.History;
import java.util.List;

/** Looks for violations of one promise. */
interface PromiseCheck {

  /** All violations that the history shows; empty if the promise was kept. */
  List<Violation> check(History history);
}

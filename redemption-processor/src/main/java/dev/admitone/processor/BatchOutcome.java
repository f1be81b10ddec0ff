package dev.admitone.processor;

import dev.admitone.processor.redemption.Answer;
import dev.admitone.processor.redemption.BatchDecisions;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of a batch so far, over all transactions that it took. Used by one thread. */
final class BatchOutcome {

  private final Map<Position, Answer> answers = new HashMap<>();
  private final Map<String, Invite> snapshots = new HashMap<>();
  private int requestsPassed;

  void add(Answer answer) {
    answers.put(answer.source().position(), answer);
  }

  void add(BatchDecisions decisions) {
    decisions.answers().forEach(this::add);
    decisions.snapshots().forEach(invite -> snapshots.put(invite.code(), invite));
  }

  /** That many of the batch's requests lie before the places that were written last. */
  void passed(int requests) {
    requestsPassed = requests;
  }

  int requestsPassed() {
    return requestsPassed;
  }

  Collection<Answer> answers() {
    return answers.values();
  }

  Collection<Invite> snapshots() {
    return snapshots.values();
  }

  /** Refreshes have no answer. */
  List<Answer> inOrderOf(List<Delivery> batch) {
    List<Answer> ordered = new ArrayList<>(batch.size());
    for (Delivery delivery : batch) {
      Answer answer = answers.get(delivery.position());
      if (answer != null) {
        ordered.add(answer);
      }
    }
    return ordered;
  }
}

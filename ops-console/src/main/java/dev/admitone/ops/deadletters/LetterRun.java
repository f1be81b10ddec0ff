package dev.admitone.ops.deadletters;

import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.audit.AuditState;
import dev.admitone.ops.deadletters.LetterSet.State;
import dev.admitone.ops.deadletters.LetterWorkTable.Carried;
import dev.admitone.ops.deadletters.LetterWorkTable.Taken;
import dev.admitone.ops.history.Position;
import dev.admitone.ops.log.LetterSender;
import dev.admitone.ops.log.SentLetter;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.records.RecordPoints;
import dev.admitone.ops.records.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries confirmed sets out, for as long as one call may take: the next one goes on. Each letter
 * is sent at most once, also if the console or the log ends in between.
 */
final class LetterRun {

  private static final int LETTERS_AT_ONCE = 200;

  /** Longer than a batch takes to be read, sent and noted. */
  private static final Duration HOLD = Duration.ofSeconds(60);

  private static final Comparator<Position> IN_ORDER =
      Comparator.comparingInt(Position::partition).thenComparingLong(Position::offset);

  private final LetterWorkTable work;
  private final TopicReader reader;
  private final LetterSender sender;
  private final Audit audit;
  private final String topic;
  private final Duration timeMax;

  LetterRun(
      LetterWorkTable work,
      TopicReader reader,
      LetterSender sender,
      Audit audit,
      String topic,
      Duration timeMax) {
    this.work = work;
    this.reader = reader;
    this.sender = sender;
    this.audit = audit;
    this.topic = topic;
    this.timeMax = timeMax;
  }

  /**
   * Requires that what the action needs can be reached.
   *
   * @throws RefusedCallException otherwise
   */
  void requireLog(LetterAction action) {
    if (action == LetterAction.SEND_AGAIN) {
      sender.requireLog();
    }
  }

  /**
   * Goes on with the set; false if another worker has it.
   *
   * @throws RefusedCallException if letters are to be sent and the log cannot be reached; they wait
   */
  boolean goOn(UUID set, LetterAction action) {
    requireLog(action);
    UUID worker = UUID.randomUUID();
    if (!work.hold(set, worker, HOLD)) {
      return false;
    }
    work.doubtTaken(set);
    try (RecordPoints points = reader.points(topic)) {
      long deadlineNanos = System.nanoTime() + timeMax.toNanos();
      do {
        Taken taken = work.take(set, worker, LETTERS_AT_ONCE);
        if (taken.isNothing()) {
          break;
        }
        work.note(
            set, carryOut(action, taken.letters().stream().sorted(IN_ORDER).toList(), points));
      } while (System.nanoTime() < deadlineNanos && work.hold(set, worker, HOLD));
    } finally {
      work.leave(set, worker);
    }
    return true;
  }

  /** Completes the set and its entry in the audit, if all its letters are carried out. */
  Optional<UUID> finish(UUID set) {
    return work.finish(set);
  }

  /** Writes down what became of the set's letters. */
  void complete(UUID auditId, LetterSet set) {
    ObjectNode values = JsonMapper.shared().createObjectNode();
    values.put("deadLetters", set.count());
    set.states().forEach((state, count) -> values.put(state.name(), count.longValue()));
    boolean known = set.count(State.UNKNOWN) == 0;
    audit.complete(auditId, known ? AuditState.DONE : AuditState.UNKNOWN, values);
  }

  private List<Carried> carryOut(LetterAction action, List<Position> letters, RecordPoints points) {
    return switch (action) {
      case SET_ASIDE ->
          letters.stream().map(letter -> Carried.of(letter, State.ASIDE, null)).toList();
      case SEND_AGAIN -> send(letters, points);
    };
  }

  private List<Carried> send(List<Position> letters, RecordPoints points) {
    List<Carried> carried = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    boolean readable = true;
    for (Position letter : letters) {
      try {
        if (readable) {
          points
              .at(letter)
              .ifPresentOrElse(found::add, () -> carried.add(Carried.of(letter, State.GONE, null)));
        } else {
          carried.add(Carried.of(letter, State.WAITING, null));
        }
      } catch (RefusedCallException e) {
        readable = false;
        carried.add(Carried.of(letter, State.WAITING, null));
      }
    }
    List<SentLetter> sent = sender.append(found);
    for (int i = 0; i < found.size(); i++) {
      carried.add(carried(found.get(i), sent.get(i)));
    }
    return carried;
  }

  private static Carried carried(ConsumerRecord<byte[], byte[]> letter, SentLetter sent) {
    Position position = new Position(letter.partition(), letter.offset());
    if (sent.position() != null) {
      return Carried.sent(position, sent.position());
    }
    return Carried.of(position, sent.mayBeThere() ? State.UNKNOWN : State.FAILED, sent.error());
  }
}

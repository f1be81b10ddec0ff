package dev.admitone.processor.comparison;

import static java.util.Objects.requireNonNull;

import dev.admitone.processor.places.Comparing;
import dev.admitone.processor.places.Finding;
import dev.admitone.processor.places.LedgerPlaces;
import dev.admitone.processor.places.LedgerState;
import dev.admitone.processor.places.LogPartition;
import dev.admitone.processor.redemption.ComparedOn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares ledger and log, for all lanes of the process. What only the healing can repair is
 * written into the ledger, so that no other process decides anything either.
 */
public final class LedgerComparison implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerComparison.class);

  private static final String HEAL = ". Run ./admit heal";

  /** Decisions that it lacks mean nothing: it may be behind, and goes on when it is promoted. */
  private static final String STANDBY =
      "the database is a standby: it follows another server, and nothing can be decided on it. Let spring.datasource.url name the primary, or all servers with targetServerType=primary";

  /** How many requests before the mark, and after the place, must be in the ledger. */
  private static final int EVIDENCE = 100;

  /** Among so many records they are looked for. */
  private static final int RECORDS_READ_MAX = 5_000;

  private static final int ROUNDS_MAX = 4;

  private final LedgerPlaces ledger;
  private final LogReader logReader;
  private volatile @Nullable ComparedOn comparedOn;
  private volatile boolean apart;
  private Verdict last = new Verdict.Apart("ledger and log were not compared yet");
  private @Nullable Long lastBeganNanos;

  LedgerComparison(LedgerPlaces ledger, LogReader logReader) {
    this.ledger = ledger;
    this.logReader = logReader;
  }

  /** The state that was compared last and agreed. */
  public ComparedOn comparedOn() {
    ComparedOn compared = comparedOn;
    if (compared == null) {
      throw new IllegalStateException("ledger and log were not compared yet");
    }
    return compared;
  }

  /** The partitions that the group gives to no lane of these names. */
  public UnreadPartitions unread(List<String> names) {
    return logReader.unread(names);
  }

  /** Whether they were apart when they were compared last. */
  boolean isApart() {
    return apart;
  }

  /**
   * Compares now. A caller that waited for another's comparison gets that one's if it began after
   * the call.
   *
   * @throws RuntimeException if database or broker cannot be reached: nothing is known then
   */
  public Verdict compare() {
    long calledNanos = System.nanoTime();
    synchronized (this) {
      if (lastBeganNanos != null && lastBeganNanos - calledNanos > 0) {
        return last;
      }
      lastBeganNanos = null;
      long beganNanos = System.nanoTime();
      try {
        last = inRounds();
      } catch (RuntimeException e) {
        logReader.reset();
        throw e;
      }
      lastBeganNanos = beganNanos;
      apart = last instanceof Verdict.Apart;
      if (last instanceof Verdict.Together together) {
        comparedOn = new ComparedOn(together.log().topicId(), together.ledger().serverStartedAt());
      }
      return last;
    }
  }

  /**
   * A finding changes places, or is checked twice before it stops all lanes: values that were read
   * one after the other may never have been true at the same moment. Places that were moved to the
   * marks are compared with the same marks again: older processors may raise them faster than they
   * are read.
   */
  private Verdict inRounds() {
    String suspicion = null;
    LogMarks marks = logReader.marks();
    for (int round = 1; ; round++) {
      LedgerState state = ledger.read();
      if (state.isStandby()) {
        return new Verdict.Apart(STANDBY);
      }
      if (state.reason().isPresent()) {
        return new Verdict.Apart(state.reason().get());
      }
      LogState logState = logReader.state(marks, state.places());
      List<Finding> findings = new ArrayList<>();
      for (LogPartition partition : logState.partitions().values()) {
        findings.add(Comparing.compare(state, logState.topic(), logState.topicId(), partition));
      }
      String refused = refused(state, logState, findings);
      if (refused != null) {
        return new Verdict.Apart(refused);
      }
      String wrong = wrong(logState, findings);
      if (wrong != null && wrong.equals(suspicion)) {
        return stopped(wrong, logState);
      }
      suspicion = wrong;
      if (wrong != null) {
        marks = logReader.marks();
      } else {
        if (findings.stream().allMatch(Finding.Together.class::isInstance)) {
          return new Verdict.Together(state, logState);
        }
        takeOn(logState, findings);
      }
      if (round == ROUNDS_MAX) {
        throw new IllegalStateException("ledger and log changed while they were compared");
      }
    }
  }

  /** Why this process must not decide although the ledger itself is right; null if it may. */
  private @Nullable String refused(LedgerState state, LogState logState, List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding instanceof Finding.ForeignLedger foreign) {
        return "the group's offsets for partition %d belong to the ledger %s, and this one is %s: give this deployment topics and a group of its own, or the database of that ledger"
            .formatted(foreign.partition(), foreign.ledgerId(), state.id());
      }
      if (finding instanceof Finding.EmptyLedger empty
          && lacksDecisions(
              partition(logState, empty.partition()),
              partition(logState, empty.partition()).start(),
              Math.min(empty.committed(), partition(logState, empty.partition()).end()))) {
        return "the ledger is empty, and the group has decided partition %d up to offset %d: give this deployment topics and a group of its own, or restore the ledger's database and run ./admit heal"
            .formatted(empty.partition(), empty.committed());
      }
    }
    return null;
  }

  /** What only the healing can repair; null if nothing. */
  private @Nullable String wrong(LogState logState, List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding instanceof Finding.Apart apartFrom) {
        return apartFrom.what() + HEAL;
      }
    }
    for (Finding finding : findings) {
      if (finding instanceof Finding.BelowMark below) {
        LogPartition partition = partition(logState, below.partition());
        long from = Math.max(partition.start(), below.place());
        if (below.mark() > from && lacksDecisions(partition, from, below.mark())) {
          return "the ledger is behind the log: requests of partition %d were decided up to offset %d, and not all of them are in the ledger, which was restored or is a replica that lagged"
                  .formatted(below.partition(), below.mark())
              + HEAL;
        }
        if (below.place() < 0 && partition.start() > below.mark()) {
          return "requests that were not decided are no longer in the log: %s-%d begins at offset %d, and nothing of it was decided"
                  .formatted(logState.topic(), below.partition(), partition.start())
              + HEAL;
        }
      }
    }
    return null;
  }

  /** Whether one of the first or the last requests between the offsets has no decision. */
  private boolean lacksDecisions(LogPartition partition, long from, long to) {
    int number = partition.partition();
    long lastFrom = Math.max(from, to - RECORDS_READ_MAX);
    List<UUID> lastOnes = logReader.commands(number, lastFrom, to);
    Set<UUID> missing =
        new HashSet<>(lastOnes.subList(Math.max(0, lastOnes.size() - EVIDENCE), lastOnes.size()));
    if (lastFrom > from) {
      missing.addAll(logReader.commands(number, from, Math.min(from + EVIDENCE, lastFrom)));
    } else {
      missing.addAll(lastOnes.subList(0, Math.min(EVIDENCE, lastOnes.size())));
    }
    missing.removeAll(ledger.decided(missing));
    if (!missing.isEmpty()) {
      missing.removeAll(logReader.deadLettered(number, RECORDS_READ_MAX));
    }
    return !missing.isEmpty();
  }

  /** The ledger has the decisions: older processors made them, which move no places. */
  private void takeOn(LogState logState, List<Finding> findings) {
    for (Finding finding : findings) {
      switch (finding) {
        case Finding.BelowMark below when below.place() < 0 ->
            ledger.add(below.partition(), logState.topicId(), below.mark());
        case Finding.BelowMark below -> {
          LOG.info(
              "The ledger's place in partition {} goes from {} to {}: the decisions are in the"
                  + " ledger",
              below.partition(),
              below.place(),
              below.mark());
          ledger.advance(below.partition(), logState.topicId(), below.place(), below.mark());
        }
        case Finding.EmptyLedger empty ->
            ledger.add(
                empty.partition(),
                logState.topicId(),
                Math.min(empty.committed(), partition(logState, empty.partition()).end()));
        default -> {}
      }
    }
  }

  private Verdict stopped(String reason, LogState logState) {
    LOG.error("Nothing is decided any more: {}", reason);
    for (LogPartition partition : logState.partitions().values()) {
      ledger.add(partition.partition(), logState.topicId(), partition.start());
    }
    ledger.stop(reason);
    return new Verdict.Apart(reason);
  }

  private static LogPartition partition(LogState logState, int number) {
    return requireNonNull(logState.partitions().get(number));
  }

  @Override
  public void close() {
    logReader.close();
  }
}

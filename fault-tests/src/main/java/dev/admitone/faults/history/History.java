package dev.admitone.faults.history;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a run recorded, and what log, results, dead letters and ledger had when everything had
 * recovered.
 *
 * @param ends the requests topic's end by partition
 * @param intended what the run did on purpose
 * @param healings how often ledger and log had to be brought together
 * @param secrets what no text may hold
 */
public record History(
    List<Call> calls,
    List<Response> responses,
    List<Logged> log,
    List<Told> results,
    List<DeadLetter> deadLetters,
    LedgerRows ledger,
    Map<Integer, Long> ends,
    Intended intended,
    List<Healing> healings,
    List<Probe> probes,
    ConsoleHistory console,
    List<Seen> texts,
    Set<String> secrets) {

  /** Takes copies; the log in the order of its places. */
  public History {
    calls = List.copyOf(calls);
    responses = List.copyOf(responses);
    log = log.stream().sorted((one, other) -> one.place().compareTo(other.place())).toList();
    results = results.stream().sorted((one, other) -> one.at().compareTo(other.at())).toList();
    deadLetters = List.copyOf(deadLetters);
    ends = Map.copyOf(ends);
    healings = List.copyOf(healings);
    probes = List.copyOf(probes);
    texts = List.copyOf(texts);
    secrets = Set.copyOf(secrets);
  }
}

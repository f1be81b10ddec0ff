package dev.admitone.faults.history;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a run recorded, and what log, results, dead letters and ledger had when everything had
 * recovered.
 *
 * @param ends the requests topic's end by partition
 * @param hostile places of records that the run itself made impossible
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
    Set<Place> hostile,
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
    hostile = Set.copyOf(hostile);
    probes = List.copyOf(probes);
    texts = List.copyOf(texts);
    secrets = Set.copyOf(secrets);
  }
}

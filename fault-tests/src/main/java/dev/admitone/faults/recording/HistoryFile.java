package dev.admitone.faults.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.DeadLetter;
import dev.admitone.faults.history.Drift;
import dev.admitone.faults.history.Healing;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Look;
import dev.admitone.faults.history.Probe;
import dev.admitone.faults.history.Response;
import dev.admitone.faults.history.Told;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Writes a history as lines of JSON, each as it comes, so that a broken run leaves one too. */
public final class HistoryFile implements Recorder, AutoCloseable {

  private final BufferedWriter lines;
  private final Consumer<String> narrator;

  /** A fault is injected or heals. */
  record Event(Instant at, String what) {}

  /** The end of a partition. */
  record End(int partition, long offset) {}

  private HistoryFile(BufferedWriter lines, Consumer<String> narrator) {
    this.lines = lines;
    this.narrator = narrator;
  }

  /**
   * Begins a new file.
   *
   * @param narrator gets a line for each fault that begins or heals, when it does
   * @throws IOException if it cannot be made
   */
  public static HistoryFile begin(Path file, Consumer<String> narrator) throws IOException {
    return new HistoryFile(Files.newBufferedWriter(file, UTF_8), narrator);
  }

  @Override
  public void called(Call call) {
    write(Entry.CALL, call);
  }

  @Override
  public void responded(Response response) {
    write(Entry.RESPONSE, response);
  }

  @Override
  public void probed(Probe probe) {
    write(Entry.PROBE, probe);
  }

  @Override
  public void looked(Look look) {
    write(Entry.LOOK, look);
  }

  @Override
  public void healing(Healing healing) {
    write(Entry.HEALING, healing);
    narrator.accept("ledger and log are apart: healing");
  }

  @Override
  public void fault(String what) {
    write(Entry.FAULT, new Event(Instant.now(), what));
    narrator.accept(what);
  }

  /** What the product had at the end, so that the file alone can be checked again. */
  public void end(History history) {
    for (Logged logged : history.log()) {
      write(Entry.LOGGED, logged);
    }
    for (Told told : history.results()) {
      write(Entry.TOLD, told);
    }
    for (DeadLetter letter : history.deadLetters()) {
      write(Entry.DEAD_LETTER, letter);
    }
    for (Drift drift : history.console().drifts()) {
      write(Entry.DRIFT, drift);
    }
    history.intended().hostile().forEach(place -> write(Entry.HOSTILE, place));
    history.intended().namesakes().forEach(user -> write(Entry.NAMESAKE, user));
    history.intended().codesOfSql().forEach(code -> write(Entry.CODE_OF_SQL, code));
    history.ends().forEach((partition, offset) -> write(Entry.END, new End(partition, offset)));
    history.ledger().invites().forEach(row -> write(Entry.INVITE, row));
    history.ledger().uses().forEach(row -> write(Entry.USE, row));
    history.ledger().decisions().forEach(row -> write(Entry.DECISION, row));
    history.ledger().progress().forEach(row -> write(Entry.PROGRESS, row));
    history.ledger().profiles().forEach(row -> write(Entry.PROFILE, row));
    history.ledger().releases().forEach(row -> write(Entry.RELEASE, row));
    history.ledger().repaired().forEach(code -> write(Entry.REPAIRED, code));
    history.ledger().changedBySql().forEach(code -> write(Entry.CHANGED_BY_SQL, code));
  }

  private synchronized void write(Entry kind, Object value) {
    try {
      lines.write(
          HistoryJson.MAPPER.writeValueAsString(Map.of("kind", kind.name(), "value", value)));
      lines.newLine();
      lines.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history", e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    lines.close();
  }
}

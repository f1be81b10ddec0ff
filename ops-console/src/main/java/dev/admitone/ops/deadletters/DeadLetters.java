package dev.admitone.ops.deadletters;

import dev.admitone.ops.history.Position;
import dev.admitone.ops.kept.KeptUnavailableException;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.records.LogTopic;
import dev.admitone.ops.records.RecordDisplay;
import dev.admitone.ops.records.ShownRecord;
import dev.admitone.ops.records.TopicReader;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows dead letters. Each question first reads on in their topic. */
public final class DeadLetters {

  private static final int OTHERS_MAX = 20;
  private static final int HANDLINGS_MAX = 100;

  private final DeadLetterIndex index;
  private final DeadLettersTable letters;
  private final LetterSetsTable sets;
  private final TopicReader reader;
  private final RecordDisplay display;
  private final String topic;

  DeadLetters(
      DeadLetterIndex index,
      DeadLettersTable letters,
      LetterSetsTable sets,
      TopicReader reader,
      RecordDisplay display,
      String topic) {
    this.index = index;
    this.letters = letters;
    this.sets = sets;
    this.reader = reader;
    this.display = display;
    this.topic = topic;
  }

  /** By their reasons. */
  public LetterOverview overview() {
    DeadLetterIndex.Progress progress = index.readOn();
    return new LetterOverview(letters.groups(), progress.unread(), progress.missing());
  }

  /**
   * A page of the list.
   *
   * @param reason null: letters of all reasons
   * @param status null: letters in each state
   */
  LetterPage list(
      @Nullable String reason,
      Letter.@Nullable Status status,
      LetterPage.@Nullable Cursor after,
      int limit) {
    DeadLetterIndex.Progress progress = index.readOn();
    List<Letter> page = letters.list(reason, status, after, limit);
    return new LetterPage(
        page,
        progress.unread(),
        progress.missing(),
        page.size() < limit ? null : LetterPage.Cursor.of(page.getLast()).text());
  }

  /**
   * One letter.
   *
   * @throws RefusedCallException if there is none at the position
   */
  LetterDetail letter(Position position) {
    index.readOn();
    Letter letter =
        letters.find(position).orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_RECORD));
    return new LetterDetail(
        letter,
        record(position),
        sets.handlings(position, HANDLINGS_MAX),
        letters.others(position, OTHERS_MAX));
  }

  /**
   * The newest letter with the request id, if one can be read in its record.
   *
   * @throws KeptUnavailableException if the index cannot be read now
   */
  public Optional<Letter> ofRequest(UUID requestId) {
    index.readOn();
    return letters.ofRequest(requestId);
  }

  private @Nullable ShownRecord record(Position position) {
    try {
      return reader
          .record(topic, position.partition(), position.offset())
          .map(record -> display.show(LogTopic.DEAD_LETTERS, record))
          .orElse(null);
    } catch (RefusedCallException e) {
      // What is kept about it is shown without.
      return null;
    }
  }
}

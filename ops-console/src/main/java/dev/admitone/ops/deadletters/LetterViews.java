package dev.admitone.ops.deadletters;

import dev.admitone.ops.history.Position;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Pager;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the templates of the pages of dead letters show. */
public final class LetterViews {

  private LetterViews() {}

  /**
   * All dead letters.
   *
   * @param deadLetterReason the only one that the list has; null: all
   * @param status the only one that the list has; null: all
   */
  public record All(
      Frame frame,
      LetterOverview overview,
      @Nullable String deadLetterReason,
      @Nullable String status,
      List<Letter> letters,
      Pager pager) {

    /** Copies the letters. */
    public All {
      letters = List.copyOf(letters);
    }
  }

  /**
   * One dead letter.
   *
   * @param position such as {@code 7-1234}
   * @param value the decoded value as JSON; null: there is none
   * @param filePath of the whole value as a file
   */
  public record One(
      Frame frame, LetterDetail detail, String position, @Nullable String value, String filePath) {}

  /**
   * A frozen set.
   *
   * @param problem why the last form was refused; null: it was not
   */
  public record Frozen(Frame frame, LetterSet set, @Nullable String problem) {

    /** How many of its letters are still to be carried out. */
    public long waiting() {
      return set.count(LetterSet.State.WAITING) + set.count(LetterSet.State.SENDING);
    }
  }

  /** A number of dead letters, in words. */
  public static String letters(long count) {
    return count == 1 ? "1 dead letter" : count + " dead letters";
  }

  /** A position as it is written everywhere. */
  public static String text(Position position) {
    return position.partition() + "-" + position.offset();
  }
}

package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.List;

/** Port: notes about invites that SQL changed and that are not in the log yet. */
public interface RefreshNotes {

  /**
   * A change that was made by SQL.
   *
   * @param code the invite's
   * @param notedAt when it was changed, by the database's clock
   */
  record Note(String code, Instant notedAt) {}

  /**
   * Takes notes away, oldest first; none while another process takes some. Called within a
   * transaction: without its commit the notes are there again.
   */
  List<Note> take(int countMax);
}

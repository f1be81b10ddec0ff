package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.List;

/** Port: notes about invites whose snapshots are owed: SQL changed them, or lanes noted them. */
public interface RefreshNotes {

  /**
   * A code whose snapshot is owed.
   *
   * @param code the invite's
   * @param dueAt since when it is to be published, by the database's clock
   */
  record Note(String code, Instant dueAt) {}

  /**
   * Takes notes away that are due, in their order; none while another process takes some. Called
   * within a transaction: without its commit the notes are there again.
   */
  List<Note> take(int countMax);
}

package dev.admitone.processor.places;

import java.util.Optional;

/** A committed offset of the group, with the note of the lane that committed it. */
public record Committed(long offset, Optional<CommitNote> note) {

  /** The offset with what its metadata says. */
  public static Committed of(long offset, String metadata) {
    return new Committed(offset, CommitNote.parse(metadata));
  }

  /** Whether it can be about the topic: one without a note can be about any. */
  public boolean isOf(String topicId) {
    return note.isEmpty() || note.get().topicId().equals(topicId);
  }
}

package dev.admitone.ops.sessions;

import java.util.List;

/** All sessions that block others, those first for which others have waited longest. */
public record SessionList(List<BlockingSession> sessions) {

  /** Copies the sessions. */
  public SessionList {
    sessions = List.copyOf(sessions);
  }
}

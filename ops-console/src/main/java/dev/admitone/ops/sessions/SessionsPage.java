package dev.admitone.ops.sessions;

import dev.admitone.ops.html.Frame;
import java.util.List;

/** The page about sessions of the database that block others. */
public record SessionsPage(Frame frame, List<BlockingSession> sessions) {

  /** Copies the sessions. */
  public SessionsPage {
    sessions = List.copyOf(sessions);
  }

  /** Where the form of a session is sent to. */
  public static String endPath(BlockingSession session) {
    return "/sessions/" + session.id() + "/end";
  }
}

package dev.admitone.ops.pages.codes;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Pager;
import dev.admitone.ops.invites.Invite;
import dev.admitone.ops.invites.InviteFilterParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of codes.
 *
 * @param filter as the operator typed it
 * @param csv the path of the list as a file
 * @param jsonLines the path of the list as lines of JSON
 * @param key of the form that creates a code
 */
public record CodeListPage(
    Frame frame,
    InviteFilterParameters filter,
    List<Invite> invites,
    Pager pager,
    String csv,
    String jsonLines,
    String key) {

  /** Copies the list. */
  public CodeListPage {
    invites = List.copyOf(invites);
  }

  /** The typed value of a field; empty: none. */
  public static String typed(@Nullable String value) {
    return value == null ? "" : value;
  }
}

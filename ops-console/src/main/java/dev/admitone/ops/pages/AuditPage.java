package dev.admitone.ops.pages;

import dev.admitone.ops.audit.AuditEntry;
import dev.admitone.ops.audit.AuditFilterParameters;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Pager;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What operators changed.
 *
 * @param filter as the operator typed it
 * @param from the begin of the time that is shown; empty: from the beginning
 * @param to its end; empty: up to now
 */
public record AuditPage(
    Frame frame,
    AuditFilterParameters filter,
    String from,
    String to,
    List<AuditEntry> entries,
    Pager pager) {

  /** Copies the list. */
  public AuditPage {
    entries = List.copyOf(entries);
  }

  /** Values as text; a dash where there are none. */
  public static String text(@Nullable JsonNode values) {
    return values == null ? "–" : values.toString();
  }

  /** The colour of an entry's state: good, warn or bad. */
  public static String mood(AuditEntry entry) {
    return switch (entry.state()) {
      case DONE -> "good";
      case REFUSED -> "bad";
      case ASKED, UNKNOWN -> "warn";
    };
  }

  /** Whether the target is a code. */
  public static boolean isOfCode(AuditEntry entry) {
    return switch (entry.action()) {
      case CREATE, CHANGE, REVOKE, RELEASE -> true;
      default -> false;
    };
  }
}

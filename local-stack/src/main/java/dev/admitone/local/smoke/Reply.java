package dev.admitone.local.smoke;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What became of a call. */
sealed interface Reply {

  /** The deployment responded, or a proxy before it; a body that is no JSON is missing. */
  record Response(int status, JsonNode body) implements Reply {

    /** The reasons with which a gateway has sent nothing to the log. */
    private static final Set<String> NOT_SENT =
        Set.of("NOT_READY", "OVERLOADED", "KEYS_UNAVAILABLE");

    @Override
    public boolean has(int expected, String outcome) {
      return status == expected && outcome().equals(outcome);
    }

    @Override
    public String text(String... path) {
      JsonNode node = body;
      for (String member : path) {
        node = node.path(member);
      }
      return node.asString("");
    }

    @Override
    public boolean isOpen() {
      return status == 202 || (status >= 500 && !NOT_SENT.contains(outcome()));
    }

    @Override
    public String seen() {
      String name = outcome();
      String error = text("error");
      return status
          + (name.isEmpty() ? "" : " " + name)
          + (error.isEmpty() ? "" : " \"%s\"".formatted(error))
          + hint();
    }

    /** The reason of a refusal, or the status by name. */
    private String outcome() {
      return text("reason").isEmpty() ? text("status") : text("reason");
    }

    private String hint() {
      if (status == 202) {
        return ": in the log, but not decided within 30 s; is a processor ready?";
      }
      return has(403, "SCOPE_MISSING") || has(403, "OTHER_USER")
          ? ": the token needs the scopes redemptions:write and invites:admin"
          : "";
    }
  }

  /**
   * No response came.
   *
   * @param connected whether the call may have arrived
   */
  record None(String why, boolean connected) implements Reply {

    @Override
    public boolean has(int expected, String outcome) {
      return false;
    }

    @Override
    public String text(String... path) {
      return "";
    }

    @Override
    public boolean isOpen() {
      return connected;
    }

    @Override
    public String seen() {
      return "no response: " + why;
    }
  }

  /** Whether it is a response with this HTTP status and this outcome or reason. */
  boolean has(int expected, String outcome);

  /** A member of the body by its path; empty where there is none. */
  String text(String... path);

  /** Whether the call may still be carried out, or may have been. */
  boolean isOpen();

  /** For a line of the report. */
  String seen();
}

package dev.admitone.service.watch;

/**
 * Something that one poll found to be missing.
 *
 * @param about the topic or the group, or the broker
 * @param what what is missing, in words
 */
public record Finding(String about, String what, Kind kind) {

  /** How soon readiness turns red for it. */
  public enum Kind {
    /** It does not pass by itself: red as soon as a second poll in a row finds it. */
    LASTING,

    /** It may be a leader's election or a slow broker: red once it has lasted for a while. */
    PASSING
  }

  /** What does not pass by itself. */
  public static Finding lasting(String about, String what) {
    return new Finding(about, what, Kind.LASTING);
  }

  /** What may pass by itself. */
  public static Finding passing(String about, String what) {
    return new Finding(about, what, Kind.PASSING);
  }
}

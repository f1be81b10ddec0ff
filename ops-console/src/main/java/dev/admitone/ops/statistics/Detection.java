package dev.admitone.ops.statistics;

import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was detected: the value of a record of the alerts topic.
 *
 * @param what its kind
 * @param subject the code, the user or the outcome that it is about
 * @param since the begin of the window in which it was seen
 * @param count how many there were when it was detected
 */
record Detection(Kind what, String subject, Instant since, long count) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** The kinds; their names are stored. */
  enum Kind {
    /** One code was refused many times. */
    CODE_REFUSED_OFTEN,
    /** One user tried many codes. */
    USER_TRIES_MANY_CODES,
    /** An outcome is far above its own past. */
    OUTCOME_RISES
  }

  /** What the topic is compacted by: the latest of a kind and a subject is kept. */
  String key() {
    return what + " " + subject;
  }

  String json() {
    return JSON.writeValueAsString(this);
  }
}

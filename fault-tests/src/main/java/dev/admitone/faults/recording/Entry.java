package dev.admitone.faults.recording;

/** The kinds of lines of a history's file. */
enum Entry {
  CALL,
  RESPONSE,
  PROBE,
  LOOK,
  DRIFT,
  FAULT,
  LOGGED,
  TOLD,
  DEAD_LETTER,
  HOSTILE,
  NAMESAKE,
  CODE_OF_SQL,
  HEALING,
  INVITE,
  USE,
  DECISION,
  PROGRESS,
  PROFILE,
  RELEASE,
  REPAIRED,
  CHANGED_BY_SQL,
  END
}

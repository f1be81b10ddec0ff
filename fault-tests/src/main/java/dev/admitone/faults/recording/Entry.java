package dev.admitone.faults.recording;

/** The kinds of lines of a history's file. */
enum Entry {
  CALL,
  RESPONSE,
  PROBE,
  FAULT,
  LOGGED,
  TOLD,
  DEAD_LETTER,
  HOSTILE,
  INVITE,
  USE,
  DECISION,
  PROGRESS,
  CHANGED_BY_SQL,
  END
}

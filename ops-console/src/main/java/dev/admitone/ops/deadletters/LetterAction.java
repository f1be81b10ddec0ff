package dev.admitone.ops.deadletters;

import dev.admitone.ops.audit.AuditAction;

/** What is done about dead letters. The names are stored: one that was published stays. */
public enum LetterAction {
  /** They are appended to the requests topic, as they came. */
  SEND_AGAIN,
  /** They are called dealt with. Nothing is sent. */
  SET_ASIDE;

  AuditAction audited() {
    return switch (this) {
      case SEND_AGAIN -> AuditAction.SEND_AGAIN;
      case SET_ASIDE -> AuditAction.SET_ASIDE;
    };
  }
}

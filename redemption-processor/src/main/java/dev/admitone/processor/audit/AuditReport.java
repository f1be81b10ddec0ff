package dev.admitone.processor.audit;

/** Port: tells the operator. */
public interface AuditReport {

  /** What is done, and how far it has come. */
  void say(String line);

  /** A difference. */
  void found(Difference difference);
}

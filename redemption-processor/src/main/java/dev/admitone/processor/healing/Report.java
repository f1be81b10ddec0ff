package dev.admitone.processor.healing;

/** Port: tells the operator. */
public interface Report {

  /** What is done. */
  void say(String line);

  /** What could not be repaired. */
  void found(Finding finding);
}

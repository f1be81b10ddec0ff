package dev.admitone.processor.healing;

/** The healing cannot go on. The message says why, and what the operator does about it. */
public final class HealingImpossibleException extends RuntimeException {

  /** In whole sentences. */
  public HealingImpossibleException(String message) {
    super(message);
  }
}

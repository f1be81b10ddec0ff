package dev.admitone.faults.injection;

/** Something that breaks, and is whole again. Used by one thread. */
public interface Fault {

  /** Breaks it. */
  void inject();

  /** Puts it right, as an operator or time would. What died is started again. */
  void heal();
}

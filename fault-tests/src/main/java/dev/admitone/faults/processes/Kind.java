package dev.admitone.faults.processes;

/** What runs as a process of the Java Virtual Machine. */
public enum Kind {
  /** Takes calls. */
  GATEWAY,
  /** Decides. */
  PROCESSOR,
  /** Shows operators what there is. */
  CONSOLE,
  /** Keeps the log. */
  BROKER
}

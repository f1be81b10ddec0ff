package dev.admitone.faults.processes;

/** What runs as a process of the Java Virtual Machine. */
public enum Kind {
  /** Takes calls. */
  GATEWAY,
  /** Decides. */
  PROCESSOR,
  /** Keeps the log. */
  BROKER
}

package dev.admitone.local.command;

import org.springframework.boot.logging.LoggingSystem;

/** Keeps loggers off the screen, and off the log file, which is the running stack's. */
public final class QuietLogs {

  private QuietLogs() {}

  /** Call it before anything logs. */
  public static void install() {
    System.setProperty("logback.configurationFile", "logback-off.xml");
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
  }
}

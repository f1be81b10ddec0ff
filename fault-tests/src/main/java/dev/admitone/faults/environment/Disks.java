package dev.admitone.faults.environment;

import dev.admitone.faults.processes.Disk;
import java.nio.file.Path;

/** Disks of their own for the data of the database and of the brokers. */
public record Disks(Disk database, Disk brokers) implements AutoCloseable {

  static Disks at(Path database, Path brokers) {
    return new Disks(Disk.at(database), Disk.at(brokers));
  }

  @Override
  public void close() {
    try {
      database.close();
    } finally {
      brokers.close();
    }
  }
}

package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Disk;

/**
 * A disk has no space left.
 *
 * @param write writes to it at once, so that the run need not wait until something grows
 * @param restart starts again what has ended for it, once there is space
 */
record DiskFull(Disk disk, Runnable write, Runnable restart) implements Fault {

  @Override
  public void inject() {
    disk.fill();
    write.run();
  }

  @Override
  public void heal() {
    disk.free();
    restart.run();
  }
}

package dev.admitone.service;

/** Looks, before anything starts, whether the JVM has the heap that a service needs. */
public final class ServiceMemory {

  private static final long MEBIBYTE = 1024 * 1024;
  private static final int HEAP_NEEDED_MEBIBYTES = 120;
  private static final int CONTAINER_NEEDED_MEBIBYTES = 320;
  private static final int FAILED = 1;

  private ServiceMemory() {}

  /** Ends the process with a message where there is too little. */
  public static void require() {
    long heap = Runtime.getRuntime().maxMemory() / MEBIBYTE;
    if (heap < HEAP_NEEDED_MEBIBYTES) {
      System.err.printf(
          "Too little memory: the JVM may have a heap of %d MiB, but a service needs %d MiB. Give"
              + " the container %d MiB or more, or set -Xmx.%n",
          heap, HEAP_NEEDED_MEBIBYTES, CONTAINER_NEEDED_MEBIBYTES);
      System.exit(FAILED);
    }
  }
}

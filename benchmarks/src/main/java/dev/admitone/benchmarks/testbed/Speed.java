package dev.admitone.benchmarks.testbed;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast the machine is right now, by work that is always the same. A machine with neighbours is
 * up to twice as fast at one time as at another: figures of two sections can be compared as far as
 * this was the same.
 */
public final class Speed {

  private static final Duration WINDOW = Duration.ofMillis(400);
  private static final int BLOCK_BYTES = 64 * 1024;
  private static final double MEGABYTE = 1e6;

  private Speed() {}

  /** Megabytes that all cores together hash in a second with SHA-256. */
  public static double megabytesHashedPerSecond() throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
      List<Future<Double>> all = new ArrayList<>();
      for (int i = 0; i < cores; i++) {
        all.add(threads.submit(Speed::hash));
      }
      double sum = 0;
      for (Future<Double> one : all) {
        sum += one.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException("hashing failed", e);
    }
  }

  private static double hash() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] block = new byte[BLOCK_BYTES];
    // The first half compiles the loop.
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < WINDOW.toNanos()) {
      digest.update(block);
    }
    long blocks = 0;
    begin = System.nanoTime();
    long took;
    do {
      digest.update(block);
      blocks++;
      took = System.nanoTime() - begin;
    } while (took < WINDOW.toNanos());
    return blocks * BLOCK_BYTES / MEGABYTE / (took / 1e9);
  }
}

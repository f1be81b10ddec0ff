package dev.admitone.benchmarks.testbed;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The collections of this JVM's heap since it was made: services, broker and generator together.
 */
public final class Collections implements AutoCloseable {

  private static final String FULL = "end of major GC";

  private final List<Long> youngMillis = new ArrayList<>();
  private final List<Long> fullMillis = new ArrayList<>();
  private final NotificationListener listener = (event, _) -> note(event);

  /** How often, and for how long everything stood still; milliseconds are whole ones. */
  public record Counts(
      int young, int full, double youngMedianMillis, double youngMaxMillis, double fullMaxMillis) {}

  private Collections() {
    emitters().forEach(emitter -> emitter.addNotificationListener(listener, null, null));
  }

  public static Collections start() {
    return new Collections();
  }

  private static List<NotificationEmitter> emitters() {
    List<NotificationEmitter> emitters = new ArrayList<>();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitters.add(emitter);
      }
    }
    return emitters;
  }

  private synchronized void note(Notification event) {
    if (event.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      var info = GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData());
      boolean full = info.getGcAction().equals(FULL);
      (full ? fullMillis : youngMillis).add(info.getGcInfo().getDuration());
    }
  }

  /** Those until now. */
  public synchronized Counts read() {
    List<Long> sorted = youngMillis.stream().sorted().toList();
    return new Counts(
        sorted.size(),
        fullMillis.size(),
        sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2),
        sorted.isEmpty() ? 0 : sorted.getLast(),
        fullMillis.stream().mapToLong(Long::longValue).max().orElse(0));
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : emitters()) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException("it was added", e);
      }
    }
  }
}

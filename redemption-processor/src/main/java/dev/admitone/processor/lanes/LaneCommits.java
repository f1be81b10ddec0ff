package dev.admitone.processor.lanes;

import static java.util.Objects.requireNonNullElse;

import dev.admitone.processor.places.CommitNote;
import dev.admitone.processor.redemption.LanePlaces;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * What one lane commits. The metadata of each offset name the ledger and its place, and until the
 * lane has passed the place that it began under, the offset that it began at stays: results after
 * it may be unpublished.
 */
final class LaneCommits {

  /** The state under which the lane began with a partition. */
  private record Begun(UUID ledgerId, String topicId, long place) {}

  private final LanePlaces places;
  private final Map<TopicPartition, Begun> begun = new ConcurrentHashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();

  LaneCommits(LanePlaces places) {
    this.places = places;
  }

  /** The lane begins with the partition: that is committed with its next poll. */
  void begin(TopicPartition partition, long offset, UUID ledgerId, String topicId, long place) {
    begun.put(partition, new Begun(ledgerId, topicId, place));
    beginnings.put(partition, noted(partition, offset));
  }

  /** The partitions are another lane's. */
  void forget(Collection<TopicPartition> partitions) {
    begun.keySet().removeAll(partitions);
    beginnings.keySet().removeAll(partitions);
  }

  /** Makes the factory's consumers commit so. */
  @SuppressWarnings("unchecked") // The proxy has the one interface, and its types are erased.
  ConsumerFactory<byte[], byte[]> around(ConsumerFactory<byte[], byte[]> factory) {
    return (ConsumerFactory<byte[], byte[]>)
        Proxy.newProxyInstance(
            ConsumerFactory.class.getClassLoader(),
            new Class<?>[] {ConsumerFactory.class},
            (_, method, arguments) -> {
              Object made = invoke(factory, method, arguments);
              return made instanceof Consumer<?, ?> consumer
                  ? around((Consumer<byte[], byte[]>) consumer)
                  : made;
            });
  }

  @SuppressWarnings("unchecked") // As above; a commit's first argument is a map of offsets.
  private Consumer<byte[], byte[]> around(Consumer<byte[], byte[]> consumer) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Consumer.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (_, method, arguments) -> {
              if (method.getName().equals("poll")) {
                commitBeginnings(consumer);
              }
              if (method.getName().startsWith("commit")
                  && arguments != null
                  && arguments.length > 0
                  && arguments[0] instanceof Map<?, ?> offsets) {
                Map<TopicPartition, OffsetAndMetadata> allowed =
                    allowed((Map<TopicPartition, OffsetAndMetadata>) offsets);
                if (allowed.isEmpty()) {
                  skipped(arguments);
                  return null;
                }
                arguments[0] = allowed;
              }
              return invoke(consumer, method, arguments);
            });
  }

  private void commitBeginnings(Consumer<byte[], byte[]> consumer) {
    beginnings.keySet().retainAll(consumer.assignment());
    if (!beginnings.isEmpty()) {
      // A lost one does no harm: the partition's records are read again, and the next commit has
      // them.
      consumer.commitAsync(Map.copyOf(beginnings), null);
      beginnings.clear();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> allowed(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, OffsetAndMetadata> allowed = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> {
          Begun under = begun.get(partition);
          if (under != null && offset.offset() >= under.place()) {
            allowed.put(partition, noted(partition, offset.offset()));
          }
        });
    return allowed;
  }

  private OffsetAndMetadata noted(TopicPartition partition, long offset) {
    Begun under = begun.get(partition);
    if (under == null) {
      return new OffsetAndMetadata(offset);
    }
    long place = places.nextOffset(partition.partition()).orElse(under.place());
    return new OffsetAndMetadata(
        offset, new CommitNote(under.ledgerId(), under.topicId(), place).toString());
  }

  /** Lets the caller that waits for the commit go on. */
  private static void skipped(Object[] arguments) {
    if (arguments.length > 1 && arguments[1] instanceof OffsetCommitCallback callback) {
      callback.onComplete(Map.of(), null);
    }
  }

  private static @Nullable Object invoke(
      Object real, java.lang.reflect.Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw requireNonNullElse(e.getCause(), e);
    }
  }
}

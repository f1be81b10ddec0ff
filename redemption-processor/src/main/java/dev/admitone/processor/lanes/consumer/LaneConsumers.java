package dev.admitone.processor.lanes.consumer;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/** The consumers of one lane: they poll at the lane's pace and commit as the lane does. */
public final class LaneConsumers {

  private LaneConsumers() {}

  /** The most records that a poll of the factory's consumers returns, once a lane has them. */
  public static int batchRecordsMax(ConsumerFactory<byte[], byte[]> factory) {
    return PacedPolls.batchRecordsMax(pollRecordsMax(factory));
  }

  /**
   * The factory's consumers as a lane has them.
   *
   * @param commits null: what the lane commits goes through as it is
   */
  @SuppressWarnings("unchecked") // The proxy has the one interface, and its types are erased.
  public static ConsumerFactory<byte[], byte[]> around(
      ConsumerFactory<byte[], byte[]> factory, Duration pace, @Nullable LaneCommits commits) {
    int pollRecordsMax = pollRecordsMax(factory);
    return proxy(
        ConsumerFactory.class,
        (_, method, arguments) -> {
          Object made = invoke(factory, method, arguments);
          if (made instanceof Consumer<?, ?> consumer) {
            var real = (Consumer<byte[], byte[]>) consumer;
            return around(real, new PacedPolls(real, pace, pollRecordsMax), commits);
          }
          return made;
        });
  }

  /** As above, for one consumer. */
  @SuppressWarnings("unchecked") // As above; and the methods' arguments have these types.
  static Consumer<byte[], byte[]> around(
      Consumer<byte[], byte[]> real, PacedPolls polls, @Nullable LaneCommits commits) {
    return proxy(
        Consumer.class,
        (_, method, arguments) -> {
          Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
          switch (method.getName()) {
            case "poll" -> {
              if (commits != null) {
                commits.commitIfDue(real);
              }
              return polls.poll((Duration) requireNonNull(first));
            }
            case "seek" -> polls.drop(List.of((TopicPartition) requireNonNull(first)));
            case "seekToBeginning", "seekToEnd" ->
                polls.drop((Collection<TopicPartition>) requireNonNull(first));
            case "subscribe" -> {
              if (requireNonNull(arguments).length == 2
                  && arguments[1] instanceof ConsumerRebalanceListener listener) {
                arguments[1] = new HandOver(listener, real, polls, commits);
              }
            }
            case "commitAsync" -> {
              if (commits != null && first instanceof Map<?, ?> offsets) {
                commits.acknowledged(real, (Map<TopicPartition, OffsetAndMetadata>) offsets);
                if (arguments[1] instanceof OffsetCommitCallback callback) {
                  callback.onComplete(Map.of(), null);
                }
                return null;
              }
            }
            default -> {}
          }
          return invoke(real, method, arguments);
        });
  }

  /** Hears of partitions that come and go before the lane does. */
  private record HandOver(
      ConsumerRebalanceListener lane,
      Consumer<byte[], byte[]> consumer,
      PacedPolls polls,
      @Nullable LaneCommits commits)
      implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      polls.drop(partitions);
      lane.onPartitionsAssigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      polls.drop(partitions);
      if (commits == null) {
        lane.onPartitionsRevoked(partitions);
      } else {
        commits.handOver(consumer, () -> lane.onPartitionsRevoked(partitions));
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      polls.drop(partitions);
      lane.onPartitionsLost(partitions);
    }
  }

  private static int pollRecordsMax(ConsumerFactory<byte[], byte[]> factory) {
    return new ConsumerConfig(factory.getConfigurationProperties())
        .getInt(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(Object real, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw requireNonNullElse(e.getCause(), e);
    }
  }
}

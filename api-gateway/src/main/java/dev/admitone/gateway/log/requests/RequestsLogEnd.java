package dev.admitone.gateway.log.requests;

import dev.admitone.service.ProvisionedTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Tells positions of the requests topic from made-up ones. Asks a broker only about a position
 * beyond all that is known to be there, one question at a time for all calls that wait.
 * Thread-safe.
 */
public final class RequestsLogEnd implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(RequestsLogEnd.class);

  private static final int TIMEOUT_MILLIS = 1_500;

  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> question;

  /** By partition, the offset after the last one that is known to be there. */
  private final AtomicLongArray ends;

  private long askedAtNanos = System.nanoTime();
  private boolean hasResponse;

  RequestsLogEnd(KafkaAdmin settings, ProvisionedTopics topics) {
    Map<String, Object> properties = new HashMap<>(settings.getConfigurationProperties());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    this.admin = Admin.create(properties);
    this.question =
        IntStream.range(0, topics.partitionCount())
            .mapToObj(partition -> new TopicPartition(topics.requests(), partition))
            .collect(Collectors.toUnmodifiableMap(p -> p, any -> OffsetSpec.latest()));
    this.ends = new AtomicLongArray(topics.partitionCount());
  }

  /** The position is there: the broker acknowledged it. */
  public void reached(LogPosition at) {
    ends.accumulateAndGet(at.partition(), at.offset() + 1, Math::max);
  }

  /** The topic is another one: nothing is known of it. */
  public void forget() {
    for (int partition = 0; partition < ends.length(); partition++) {
      ends.set(partition, 0);
    }
  }

  /** Whether the topic goes as far as the position. True also while no broker says it does not. */
  public boolean isAt(LogPosition at) {
    long calledAtNanos = System.nanoTime();
    if (isKnown(at)) {
      return true;
    }
    synchronized (this) {
      // What the broker said before the call could be older than the position is.
      if (!isKnown(at) && askedAtNanos - calledAtNanos < 0) {
        ask();
      }
      return isKnown(at) || !hasResponse;
    }
  }

  private boolean isKnown(LogPosition at) {
    return at.offset() < ends.get(at.partition());
  }

  private synchronized void ask() {
    askedAtNanos = System.nanoTime();
    hasResponse = false;
    try {
      Map<TopicPartition, ListOffsetsResultInfo> found =
          admin.listOffsets(question).all().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      found.forEach(
          (partition, end) ->
              ends.accumulateAndGet(partition.partition(), end.offset(), Math::max));
      hasResponse = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("No broker says where the requests topic ends", e);
    }
  }

  @Override
  public void destroy() {
    admin.close();
  }
}

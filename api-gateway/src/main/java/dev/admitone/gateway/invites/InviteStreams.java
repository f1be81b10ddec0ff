package dev.admitone.gateway.invites;

import dev.admitone.schemas.avro.InviteSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The running topology. The time of restoring the store grows with the topic, so the server does
 * not wait for it: readiness is red until then.
 */
final class InviteStreams implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(InviteStreams.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Supplier<KafkaStreams> factory;
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable Throwable death;
  private volatile Instant since = Instant.now();

  InviteStreams(Supplier<KafkaStreams> factory) {
    this.factory = factory;
  }

  /**
   * The store.
   *
   * @throws InvitesNotReadyException while it is not restored, and after it ended
   */
  ReadOnlyKeyValueStore<String, InviteSnapshot> store() throws InvitesNotReadyException {
    KafkaStreams current = streams;
    if (current == null || !isReady()) {
      throw new InvitesNotReadyException("The invites are not read up to their end");
    }
    try {
      return current.store(
          StoreQueryParameters.fromNameAndType(
              InviteTopology.STORE, QueryableStoreTypes.keyValueStore()));
    } catch (InvalidStateStoreException e) {
      throw new InvitesNotReadyException(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the topic was read to its end, and is read on. */
  boolean isReady() {
    KafkaStreams current = streams;
    return current != null && current.state() == KafkaStreams.State.RUNNING;
  }

  /** The error that ended the reading, if one did. Only a restart begins it again. */
  @Nullable Throwable death() {
    Throwable cause = death;
    KafkaStreams current = streams;
    // An Error ends the thread without a call of the handler.
    if (cause == null && current != null && current.state().hasStartedOrFinishedShuttingDown()) {
      return new IllegalStateException("the stream thread ended");
    }
    return cause;
  }

  /** Since when the store is not restored, or ended. */
  Instant since() {
    return since;
  }

  private void died(KafkaStreams ended, Throwable cause) {
    // After stop() the end is expected.
    if (!ended.equals(streams) || death != null) {
      return;
    }
    since = Instant.now();
    death = cause;
    if (isOfTheBroker(cause)) {
      LOG.warn("The invites store ended and begins again: {}", cause.toString());
      CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> replace(ended));
    } else {
      LOG.error("The invites store ended; only a restart brings it back", cause);
    }
  }

  /** A missing right or a replaced topic can be corrected meanwhile; a bug cannot. */
  private static boolean isOfTheBroker(Throwable death) {
    for (Throwable cause = death; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiException || cause instanceof InvalidOffsetException) {
        return true;
      }
    }
    return false;
  }

  /** The topic is another one: the store is made anew from it. */
  void beginAgain() {
    KafkaStreams old = streams;
    if (old != null) {
      Thread.ofVirtual().name("invites-begin-again").start(() -> replace(old));
    }
  }

  private synchronized void replace(KafkaStreams old) {
    if (old.equals(streams)) {
      close(old);
      start();
    }
  }

  @Override
  public synchronized void start() {
    KafkaStreams started = factory.get();
    started.setUncaughtExceptionHandler(
        e -> {
          died(started, e);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams = started;
    death = null;
    since = Instant.now();
    Thread.ofVirtual().name("invites-restore").start(() -> restore(started));
  }

  private void restore(KafkaStreams started) {
    try {
      // Returns when the store is restored.
      started.start();
    } catch (RuntimeException | Error e) {
      died(started, e);
    }
  }

  @Override
  public synchronized void stop() {
    KafkaStreams stopped = streams;
    streams = null;
    if (stopped != null) {
      close(stopped);
    }
  }

  /**
   * While a store is restored, Kafka Streams holds the lock that closing it takes, for minutes when
   * the brokers send nothing. So it is closed once that is possible, and waited for as long as a
   * stop may take.
   */
  private static void close(KafkaStreams closed) {
    Thread closing = Thread.ofVirtual().name("invites-close").start(() -> closed.close(STOP_MAX));
    try {
      closing.join(STOP_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return streams != null;
  }

  /** Started before the web server, which reads from it; stopped after it. */
  @Override
  public int getPhase() {
    return 0;
  }
}

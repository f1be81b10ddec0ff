package dev.admitone.benchmarks.peers.streams;

import dev.admitone.benchmarks.peers.NewCode;
import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.peers.PeerDecision;
import dev.admitone.benchmarks.peers.PeerOutcome;
import dev.admitone.schemas.topics.TopicSettings;
import dev.admitone.service.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * Redeems through Kafka Streams with {@code exactly_once_v2}: requests and results are topics, and
 * the stores of the topology are the ledger. A call gets its result once the transaction that
 * decided it is committed.
 */
public final class StreamsPeer implements Peer {

  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final String application;
  private final KafkaStreams streams;
  private final Producer<String, String> producer;
  private final StreamsResults results;

  /**
   * How it runs.
   *
   * @param application the name of the group, and of the topics' prefix
   * @param commitInterval how often a transaction is committed, and so results come
   * @param threads that decide
   * @param partitions of each topic
   */
  public record Settings(
      String application, Duration commitInterval, int threads, int partitions) {}

  private StreamsPeer(
      String application,
      KafkaStreams streams,
      Producer<String, String> producer,
      StreamsResults results) {
    this.application = application;
    this.streams = streams;
    this.producer = producer;
    this.results = results;
  }

  /**
   * Starts it on what an earlier one has left; returns when it decides.
   *
   * @param stateDirectory of the stores
   */
  public static StreamsPeer start(String bootstrapServers, Path stateDirectory, Settings settings) {
    String application = settings.application();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicProvisioner(admin)
          .createOrVerify(
              List.of(
                  new TopicSettings(requests(application), settings.partitions(), Map.of()),
                  new TopicSettings(results(application), settings.partitions(), Map.of())));
    }
    KafkaStreams streams =
        new KafkaStreams(
            StreamsTopology.of(requests(application), results(application)),
            new StreamsConfig(config(bootstrapServers, stateDirectory, settings)));
    StreamsResults results =
        StreamsResults.start(bootstrapServers, results(application), settings.partitions());
    streams.start();
    StreamsPeer peer =
        new StreamsPeer(
            application,
            streams,
            new KafkaProducer<>(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    ProducerConfig.ACKS_CONFIG,
                    "all"),
                new StringSerializer(),
                new StringSerializer()),
            results);
    peer.awaitRunning();
    return peer;
  }

  private static String requests(String application) {
    return application + "-requests";
  }

  private static String results(String application) {
    return application + "-results";
  }

  private static Map<String, Object> config(
      String bootstrapServers, Path stateDirectory, Settings settings) {
    Map<String, Object> config = new HashMap<>();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.application());
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    // A killed process holds its partitions for so long; the default is 45 s.
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    return config;
  }

  private void awaitRunning() {
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    while (streams.state() != KafkaStreams.State.RUNNING) {
      if (streams.state().hasStartedOrFinishedShuttingDown() || System.nanoTime() > deadline) {
        KafkaStreams.State state = streams.state();
        close();
        throw new IllegalStateException(application + " does not decide: " + state);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  @Override
  public void create(List<NewCode> codes) {
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (NewCode code : codes) {
      all.add(send(UUID.randomUUID(), code.code(), StreamsDecider.creation(code.maxUses())));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
  }

  @Override
  public CompletableFuture<PeerDecision> redeem(UUID requestId, String code, String userId) {
    return send(requestId, code, StreamsDecider.redemption(userId))
        .thenApply(result -> decision(result, userId));
  }

  private CompletableFuture<String> send(UUID id, String code, String command) {
    CompletableFuture<String> result = results.expect(id.toString());
    var _ =
        producer.send(
            new ProducerRecord<>(requests(application), code, id + " " + command),
            (_, failure) -> {
              if (failure != null) {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }

  private static PeerDecision decision(String result, String userId) {
    StreamsDecider.Decision read = StreamsDecider.Decision.read(result);
    PeerOutcome outcome =
        read.user().equals(userId)
            ? PeerOutcome.valueOf(read.outcome())
            : PeerOutcome.REQUEST_ID_REUSED;
    return new PeerDecision(outcome, Instant.ofEpochMilli(read.millis()));
  }

  @Override
  public long uses() {
    var users =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                StreamsTopology.USERS, QueryableStoreTypes.<String, String>keyValueStore()));
    long uses = 0;
    try (var all = users.all()) {
      while (all.hasNext()) {
        all.next();
        uses++;
      }
    }
    return uses;
  }

  @Override
  public void close() {
    producer.close();
    // Otherwise the next one would wait until this one's session is over.
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    results.close();
  }
}

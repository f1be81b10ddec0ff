package dev.admitone.benchmarks.peers;

import dev.admitone.benchmarks.load.Ids;
import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.schemas.topics.TopicSettings;
import dev.admitone.service.TopicProvisioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/**
 * Redeeming through Kafka as the textbook has it: request and reply over two topics, a listener
 * that takes one record at a time, one transaction for each.
 */
public final class TextbookPipeline {

  static final String REQUESTS = "textbook-requests";
  static final String REPLIES = "textbook-replies";

  private static final int PARTITIONS = 24;
  private static final Duration REPLY_WAIT_MAX = Duration.ofSeconds(30);
  private static final Duration RAMP = Duration.ofMillis(500);

  private final TestBed testBed;
  private final PeerTables tables;
  private long runs;

  public TextbookPipeline(TestBed testBed, PeerTables tables) {
    this.testBed = testBed;
    this.tables = tables;
  }

  /** Successes per second on one hot code with so many callers that each wait for their reply. */
  public double measure(int callers, Duration window) throws Exception {
    tables.empty();
    createTopics();
    long seed = ++runs;
    try (var context = new AnnotationConfigApplicationContext()) {
      // A singleton that the context does not close.
      context.getBeanFactory().registerSingleton("testBed", testBed);
      context.register(TextbookConfiguration.class);
      context.refresh();
      Callers all = context.getBean(Callers.class);
      all.awaitAssignment();
      return all.run(seed, callers, window, tables);
    }
  }

  /** Returns when each partition takes records. */
  private void createTopics() {
    try (Admin admin = testBed.admin()) {
      new TopicProvisioner(admin)
          .createOrVerify(
              List.of(
                  new TopicSettings(REQUESTS, PARTITIONS, Map.of()),
                  new TopicSettings(REPLIES, PARTITIONS, Map.of())));
    }
  }

  /** The threads that send and wait. */
  static final class Callers {

    private final ReplyingKafkaTemplate<String, String, String> template;

    @Autowired
    Callers(ReplyingKafkaTemplate<String, String, String> template) {
      this.template = template;
    }

    void awaitAssignment() throws InterruptedException {
      if (!template.waitForAssignment(REPLY_WAIT_MAX)) {
        throw new IllegalStateException("no partitions for the replies");
      }
    }

    double run(long seed, int callers, Duration window, PeerTables tables) throws Exception {
      // The listener's own partitions come a moment later: the first reply shows that they did.
      long told = redeem(Ids.user(-seed, 0)) ? 1 : 0;
      long begin = System.nanoTime() + RAMP.toNanos();
      long end = begin + window.toNanos();
      long counted = 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
        List<Future<long[]>> all = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
          long users = seed * callers + caller;
          all.add(threads.submit(() -> redeemUntil(users, begin, end)));
        }
        for (Future<long[]> counts : all) {
          told += counts.get()[0];
          counted += counts.get()[1];
        }
      }
      tables.requireUses(told);
      return counted / (window.toNanos() / 1e9);
    }

    private long[] redeemUntil(long users, long begin, long end) throws Exception {
      long[] counts = new long[2];
      for (int user = 0; System.nanoTime() < end; user++) {
        if (redeem(Ids.user(users, user))) {
          counts[0]++;
          long now = System.nanoTime();
          counts[1] += now >= begin && now < end ? 1 : 0;
        }
      }
      return counts;
    }

    private boolean redeem(String userId) throws Exception {
      var request = new ProducerRecord<>(REQUESTS, PeerTables.HOT, userId);
      return template
          .sendAndReceive(request, REPLY_WAIT_MAX)
          .get(REPLY_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
          .value()
          .equals("REDEEMED");
    }
  }

  static Map<String, Object> settings(TestBed testBed) {
    return Map.of("bootstrap.servers", testBed.bootstrapServers());
  }
}

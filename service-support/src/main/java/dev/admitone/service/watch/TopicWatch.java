package dev.admitone.service.watch;

import dev.admitone.schemas.topics.TopicSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Asks the brokers every two seconds, with traffic and without, whether the topics are there, may
 * be used, and can be read and written, and keeps the findings for health. Publishes {@link
 * TopicReplaced}.
 *
 * <p>The time from the moment at which brokers stop until health shows it is at most: the pause,
 * one whole poll that waits for replies (two requests one after the other), and, where they come,
 * the rest of {@link Troubles#PASSES_WITHIN}; so less than 15 s.
 */
public final class TopicWatch implements SmartLifecycle {

  /** What findings about the brokers themselves are filed under. */
  static final String BROKER = "broker";

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

  static final Duration PAUSE = Duration.ofSeconds(2);

  /** Longer than the 3 s for which a broker or a network may be slow without a finding. */
  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);

  static final Duration REPLY_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);

  private final Map<String, Object> clientSettings;
  private final List<TopicSettings> topics;
  private final TopicUses uses;
  private final List<BrokerCheck> checks;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Troubles troubles = new Troubles();
  private final Map<String, Uuid> ids = new HashMap<>();

  private volatile int brokerCount;
  private volatile Set<String> missing = Set.of();
  private volatile CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean running;
  private Thread thread = new Thread(() -> {});

  TopicWatch(
      KafkaAdmin settings,
      List<TopicSettings> topics,
      TopicUses uses,
      List<BrokerCheck> checks,
      ApplicationEventPublisher events,
      Clock clock) {
    this.clientSettings = new HashMap<>(settings.getConfigurationProperties());
    clientSettings.put(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(REQUEST_TIMEOUT.toMillis()));
    clientSettings.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(REPLY_TIMEOUT.toMillis()));
    this.topics = List.copyOf(topics);
    this.uses = uses;
    this.checks = List.copyOf(checks);
    this.events = events;
    this.clock = clock;
  }

  /** What is missing now. */
  List<Trouble> troubles() {
    return troubles.at(clock.instant());
  }

  /** The topics that do not exist, as far as is known. */
  public Set<String> missing() {
    return missing;
  }

  /** How many brokers there are, as far as is known. */
  int brokerCount() {
    return brokerCount;
  }

  private void run() {
    try (Admin admin = Admin.create(clientSettings)) {
      TopicPoll poll = new TopicPoll(admin, topics, uses);
      do {
        pollOnce(admin, poll);
      } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pollOnce(Admin admin, TopicPoll poll) throws InterruptedException {
    Instant began = clock.instant();
    try {
      TopicPoll.Result result = poll.run();
      List<String> examined = new ArrayList<>(result.examined());
      List<Finding> findings = new ArrayList<>(result.findings());
      if (result.brokerCount() > 0) {
        brokerCount = result.brokerCount();
        for (BrokerCheck check : checks) {
          ask(admin, check, examined, findings);
        }
      }
      troubles.polled(began, examined, findings);
      Set<String> missingNow = new HashSet<>(missing);
      missingNow.removeAll(result.examined());
      missingNow.addAll(result.missing());
      missing = Set.copyOf(missingNow);
      result.topicIds().forEach(this::compare);
    } catch (RuntimeException e) {
      // A bug here must not end the watch; what it found before stays.
      LOG.warn("Asking the brokers about the topics failed: {}", e.toString());
    }
  }

  private static void ask(
      Admin admin, BrokerCheck check, List<String> examined, List<Finding> findings)
      throws InterruptedException {
    try {
      findings.addAll(check.ask(admin));
      examined.add(check.about());
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Nothing is known of {}", check.about(), e);
    }
  }

  private void compare(String topic, Uuid id) {
    Uuid before = ids.put(topic, id);
    if (before != null && !before.equals(id)) {
      LOG.warn("Topic {} is another one than before: it was deleted and made again", topic);
      events.publishEvent(new TopicReplaced(topic));
    }
  }

  @Override
  public synchronized void start() {
    stopping = new CountDownLatch(1);
    running = true;
    thread = Thread.ofPlatform().name("topic-watch").daemon().start(this::run);
  }

  @Override
  public synchronized void stop() {
    running = false;
    stopping.countDown();
    try {
      // A request that is open ends by itself.
      thread.join(STOP_WAIT_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before what reads and writes. */
  @Override
  public int getPhase() {
    return 0;
  }
}

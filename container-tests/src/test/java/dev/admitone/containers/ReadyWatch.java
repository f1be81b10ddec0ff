package dev.admitone.containers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks several times a second whether of each group of services at least one is ready, as a load
 * balancer would.
 */
final class ReadyWatch implements AutoCloseable {

  private static final Duration BETWEEN_MOMENTS = Duration.ofMillis(200);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

  private final List<List<URI>> groups;
  private final AtomicInteger moments = new AtomicInteger();
  private final AtomicInteger none = new AtomicInteger();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST_ANSWER).build();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

  private ReadyWatch(List<List<URI>> groups) {
    this.groups = groups;
  }

  /** Begins to look; the groups have their services' management addresses. */
  static ReadyWatch begin(List<List<URI>> groups) {
    ReadyWatch watch = new ReadyWatch(groups);
    var _ =
        watch.pace.scheduleWithFixedDelay(
            watch::look, 0, BETWEEN_MOMENTS.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  /** How often it has looked. */
  int moments() {
    return moments.get();
  }

  /** How often a group had no service that was ready. */
  int momentsWithNoneReady() {
    return none.get();
  }

  private void look() {
    for (List<URI> group : groups) {
      if (group.stream().noneMatch(this::isReady)) {
        none.incrementAndGet();
      }
    }
    moments.incrementAndGet();
  }

  private boolean isReady(URI management) {
    HttpRequest question =
        HttpRequest.newBuilder(management.resolve("/actuator/health/readiness"))
            .timeout(LONGEST_ANSWER)
            .build();
    try {
      return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    pace.shutdownNow();
    http.shutdownNow();
  }
}

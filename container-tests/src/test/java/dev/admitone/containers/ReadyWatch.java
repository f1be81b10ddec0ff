package dev.admitone.containers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks several times a second whether of each group of services at least one is ready, as a load
 * balancer would.
 */
final class ReadyWatch implements AutoCloseable {

  private static final String READY = "ready";
  private static final Duration BETWEEN_MOMENTS = Duration.ofMillis(200);

  /**
   * What is not ready says so, or refuses the connection. No answer says nothing: where a cluster
   * starts on two processors, one may take many seconds.
   */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

  private final List<List<URI>> groups;
  private final AtomicInteger moments = new AtomicInteger();
  private final Queue<String> momentsWithNoneReady = new ConcurrentLinkedQueue<>();
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

  /** What the services of a group answered whenever none of them was ready. */
  List<String> momentsWithNoneReady() {
    return List.copyOf(momentsWithNoneReady);
  }

  private void look() {
    for (List<URI> group : groups) {
      List<String> answers = new ArrayList<>();
      for (URI management : group) {
        String answer = answer(management);
        if (answer.equals(READY)) {
          answers.clear();
          break;
        }
        answers.add(management + ": " + answer);
      }
      if (!answers.isEmpty()) {
        momentsWithNoneReady.add(Instant.now() + " " + answers);
      }
    }
    moments.incrementAndGet();
  }

  private String answer(URI management) {
    HttpRequest question =
        HttpRequest.newBuilder(management.resolve("/actuator/health/readiness"))
            .timeout(LONGEST_ANSWER)
            .build();
    try {
      HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? READY : answer.body();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return READY;
    }
  }

  @Override
  public void close() {
    pace.shutdownNow();
    http.shutdownNow();
  }
}

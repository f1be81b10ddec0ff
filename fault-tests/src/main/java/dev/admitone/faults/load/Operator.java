package dev.admitone.faults.load;

import dev.admitone.faults.history.Drift;
import dev.admitone.faults.history.Look;
import dev.admitone.faults.history.Response;
import dev.admitone.faults.processes.Member;
import dev.admitone.faults.recording.Recorder;
import dev.admitone.testsupport.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** An operator who looks at the console, at one thing after the other. */
public final class Operator implements AutoCloseable {

  private static final String API = "/api/ops/";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNode MISSING = MissingNode.getInstance();

  /** Of codes, users and requests those that the load has. */
  private static final List<String> PATHS =
      List.of(
          "invites?limit=20",
          "invites/" + Codes.ofUser(0),
          "invites/" + Codes.ofUser(1) + "/uses",
          "invites/" + Codes.ofUser(2) + "/refusals",
          "user?userId=caller-7",
          "topics",
          "topics/redemption-requests/records",
          "topics/redemption-results/records?limit=5",
          "dead-letters",
          "sessions",
          "statistics",
          "audit",
          "drift");

  private static final int OK = 200;
  private static final int ERRORS = 500;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

  /** Longer than the checker allows, so that it reports a look that is given up. */
  private static final Duration LOOK_MAX = Duration.ofSeconds(25);

  private final Member console;
  private final String token;
  private final Recorder recorder;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
  private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
  private int next;

  /** Takes the console, a token of an operator who may look, and what records the looks. */
  public Operator(Member console, String token, Recorder recorder) {
    this.console = console;
    this.token = token;
    this.recorder = recorder;
  }

  /** Begins to look. */
  public void begin() {
    var _ =
        looks.scheduleWithFixedDelay(
            this::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    String path = API + PATHS.get(next++ % PATHS.size());
    Instant at = Instant.now();
    int status = Response.BROKEN;
    String problem = "";
    try {
      HttpResponse<String> response = get(path);
      status = response.statusCode();
      problem = status < ERRORS ? "" : response.body();
    } catch (HttpConnectTimeoutException e) {
      // As when it stands still.
    } catch (HttpTimeoutException e) {
      problem = e.toString();
    } catch (IOException e) {
      // As when it is killed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    // What it was late with because it stood still says nothing about it.
    Duration took =
        console.wasFrozenSince(at) ? Duration.ZERO : Duration.between(at, Instant.now());
    recorder.looked(new Look(path, at, status, took, problem));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(console.address().resolve(path))
            .timeout(LOOK_MAX)
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** No further looks; returns when the last one has ended. */
  public void end() throws InterruptedException {
    looks.shutdown();
    if (!looks.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("A look at the console does not end");
    }
  }

  /** What drifts it names, once it has gone through everything that is there now. */
  public List<Drift> drifts() {
    // A round that is running may have begun too early; the one after it has not.
    awaitRound();
    awaitRound();
    List<Drift> drifts = new ArrayList<>();
    for (JsonNode kind : report().path("kinds")) {
      for (JsonNode row : kind.path("rows")) {
        drifts.add(
            new Drift(
                kind.path("kind").asString(),
                row.path("subject").asString(),
                row.path("problem").asString()));
      }
    }
    return drifts;
  }

  private void awaitRound() {
    String before = verifiedAt();
    Await.patiently().pollInterval(BETWEEN_LOOKS).until(() -> !verifiedAt().equals(before));
  }

  /** When it had last gone through everything; empty if it never had. */
  private String verifiedAt() {
    return report().path("verifiedAt").asString("");
  }

  private JsonNode report() {
    return Await.patiently()
        .ignoreExceptions()
        .until(
            () -> {
              HttpResponse<String> response = get(API + "drift");
              return response.statusCode() == OK ? JSON.readTree(response.body()) : MISSING;
            },
            report -> !report.isMissingNode());
  }

  @Override
  public void close() {
    looks.shutdownNow();
    http.shutdownNow();
  }
}

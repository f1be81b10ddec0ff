package dev.admitone.benchmarks.disturbance;

import dev.admitone.benchmarks.contenders.Gateway;
import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.generator.Arrivals;
import dev.admitone.benchmarks.generator.CallSource;
import dev.admitone.benchmarks.generator.CallTemplate;
import dev.admitone.benchmarks.generator.Calls;
import dev.admitone.benchmarks.generator.LoadGenerator;
import dev.admitone.benchmarks.generator.LoadResult;
import dev.admitone.benchmarks.load.Zipf;
import dev.admitone.benchmarks.testbed.Keys;
import dev.admitone.benchmarks.testbed.Tables;
import dev.admitone.benchmarks.testbed.TestBed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** One caller's floods beside a user that redeems at a steady rate. One measurement at a time. */
public final class FloodMeasurements implements AutoCloseable {

  private static final String PATH = "/api/redemptions";
  private static final String STEADY_PREFIX = "STEADY-";
  private static final int CODE_COUNT = 1_000;
  private static final int STEADY_CONNECTIONS = 64;
  private static final double STEADY_PER_SECOND = 100;

  /** Just below what one service may send, so that hardly any is refused. */
  private static final double CONTENTS_PER_SECOND = 1_900;

  private static final int CONTENT_CONNECTIONS = 128;
  private static final Pattern REQUEST_ID = Pattern.compile("\"requestId\":\"([^\"]+)\"");

  /**
   * The floods of one caller, a service. The rates exceed the bounds, of calls for a user or of
   * places to wait, many times over. They are not as high as they could be: the flooding client
   * shares the processors with the gateway, and where it leaves none all calls wait, refused or
   * not.
   */
  public enum Kind {
    /** Status calls about an id that it has sent with very many contents. */
    MANY_CONTENTS("GETs of one id with many contents", 1_000, 300),
    /** Status calls that wait. */
    WAITING("GETs that wait 20 s", 500, 2_000),
    /** Streams that wait for decisions that do not come. */
    STREAMS("event streams", 500, 2_000),
    /** Redeems for one user, far beyond its limit. */
    ONE_USER("redemptions for one user", 1_000, 300);

    private final String what;
    private final int perSecond;
    private final int connections;

    Kind(String what, int perSecond, int connections) {
      this.what = what;
      this.perSecond = perSecond;
      this.connections = connections;
    }

    /** As in the report. */
    public String title() {
      return "%s, %,d a second on %,d connections".formatted(what, perSecond, connections);
    }
  }

  private final TestBed testBed;
  private final Tables tables;
  private final List<Runnable> running = new ArrayList<>();
  private final String flooder = Keys.services().getFirst();
  private @Nullable ConfigurableApplicationContext gateway;
  private long seeds = 9_000;

  public FloodMeasurements(TestBed testBed) {
    this.testBed = testBed;
    this.tables = new Tables(testBed);
  }

  /** Starts processor and gateway on empty tables, and warms them up. */
  public void start(Duration warmUp) throws Exception {
    tables.empty();
    tables.createInvites(STEADY_PREFIX, CODE_COUNT, null);
    running.add(Processor.start(testBed, Processor.LANES_DEFAULT)::close);
    gateway = Gateway.start(testBed);
    running.add(gateway::close);
    try (LoadGenerator generator = new LoadGenerator(STEADY_CONNECTIONS)) {
      var _ = generator.saturate(port(), steadyCalls(), warmUp).get();
    }
  }

  /**
   * The steady user alone, and then beside the flood.
   *
   * @param contents how many contents the one id gets, where the flood is about one
   * @param warmUp how long the flood comes alone before
   */
  public Flood measure(Kind kind, int contents, Duration warmUp, Duration window) throws Exception {
    CallSource calls =
        switch (kind) {
          case MANY_CONTENTS -> FloodCalls.asking(flooder, idOfManyContents(contents), 0);
          case WAITING -> FloodCalls.asking(flooder, PATH + "/" + UUID.randomUUID(), 20);
          case STREAMS ->
              FloodCalls.listening(
                  flooder, PATH + "/" + UUID.randomUUID() + "/events?at=0-1000000000");
          case ONE_USER -> FloodCalls.ofOneUser(flooder, STEADY_PREFIX + 1);
        };
    try (LoadGenerator generator = new LoadGenerator(kind.connections)) {
      // The gateway's code for such calls is compiled before, as on one that has run for a while.
      var _ = flood(generator, kind, calls, warmUp).get();
    }
    LoadResult quiet = steady(window);
    try (LoadGenerator generator = new LoadGenerator(kind.connections)) {
      CompletableFuture<LoadResult> flooding = flood(generator, kind, calls, window);
      LoadResult flooded = steady(window);
      LoadResult flood = flooding.get();
      return new Flood(
          kind.title(),
          flood.sent() + flood.unsent(),
          flood.served(),
          quiet.millis(50),
          quiet.millis(99),
          flooded.millis(50),
          flooded.millis(99),
          flooded.sent() + flooded.unsent() - flooded.served());
    }
  }

  private CompletableFuture<LoadResult> flood(
      LoadGenerator generator, Kind kind, CallSource calls, Duration window) {
    Arrivals arrivals = Arrivals.of(kind.perSecond, window, ++seeds);
    return generator.arrive(port(), calls, arrivals, window);
  }

  private LoadResult steady(Duration window) throws Exception {
    try (LoadGenerator generator = new LoadGenerator(STEADY_CONNECTIONS)) {
      Arrivals arrivals = Arrivals.of(STEADY_PER_SECOND, window, ++seeds);
      return generator.arrive(port(), steadyCalls(), arrivals, window).get();
    }
  }

  private Calls steadyCalls() {
    return new Calls(
        CallTemplate.redemptions(PATH), new Zipf(CODE_COUNT, 0, ++seeds), STEADY_PREFIX, seeds);
  }

  /** Sends one key with so many contents; returns where its id is asked about. */
  private String idOfManyContents(int contents) throws Exception {
    String code = STEADY_PREFIX + 0;
    CallSource calls = FloodCalls.ofOneKey(flooder, code, ++seeds);
    Duration window = Duration.ofMillis(Math.round(1e3 * contents / CONTENTS_PER_SECOND));
    Arrivals arrivals = Arrivals.of(CONTENTS_PER_SECOND, window, ++seeds);
    try (LoadGenerator generator = new LoadGenerator(CONTENT_CONNECTIONS)) {
      var _ = generator.arrive(port(), calls, arrivals, window).get();
    }
    return PATH + "/" + requestId(code);
  }

  /** The id of the flooding caller's key, as each response to it has it. */
  private String requestId(String code) throws Exception {
    HttpRequest call =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + PATH))
            .header("Authorization", flooder)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", FloodCalls.KEY)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"code\":\"%s\",\"userId\":\"last\"}".formatted(code)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String response = client.send(call, HttpResponse.BodyHandlers.ofString()).body();
      Matcher id = REQUEST_ID.matcher(response);
      if (!id.find()) {
        throw new IllegalStateException("No request id in " + response);
      }
      return id.group(1);
    }
  }

  private int port() {
    if (gateway == null) {
      throw new IllegalStateException("not started");
    }
    return Gateway.port(gateway);
  }

  @Override
  public void close() {
    running.reversed().forEach(Runnable::run);
    running.clear();
  }
}

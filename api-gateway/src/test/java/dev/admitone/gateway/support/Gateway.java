package dev.admitone.gateway.support;

import static java.util.Objects.requireNonNull;

import dev.admitone.embedded.SharedServices;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.testsupport.Await;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running gateway, and what a client does with it. */
public final class Gateway implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static @Nullable Gateway shared;

  /** What all gateways of these tests seal with. */
  public static final String SEAL_KEYSET = ProfileSeal.newKeyset();

  public static final String FINGERPRINT_KEYSET = SignupFingerprints.newKeyset();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  private Gateway(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** The one with the default settings, for all test classes of the JVM. */
  public static synchronized Gateway shared() {
    if (shared == null) {
      Gateway started = start();
      SharedServices.closeAtExit(started);
      shared = started;
    }
    return shared;
  }

  /** One of its own, on the shared broker, ready. */
  public static Gateway start(String... settings) {
    return startWith(GatewayApplication.class, settings);
  }

  /** One of its own, on the shared broker, ready, with a bean of the class beside its own. */
  public static Gateway startWith(Class<?> bean, String... settings) {
    Gateway gateway = startOn(SharedServices.kafka().bootstrapServers(), bean, patient(settings));
    gateway.awaitReady();
    return gateway;
  }

  /** A call is not refused because the machine is slow: the shared broker is there. */
  private static String[] patient(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    for (String wait : List.of("max-acknowledgement", "signup.max-hash-wait")) {
      if (all.stream().noneMatch(setting -> setting.contains(wait))) {
        all.add("--admit-one.gateway.%s=60s".formatted(wait));
      }
    }
    return all.toArray(String[]::new);
  }

  public static Gateway startOn(String bootstrapServers, String... settings) {
    return startOn(bootstrapServers, GatewayApplication.class, settings);
  }

  private static Gateway startOn(String bootstrapServers, Class<?> bean, String... settings) {
    return new Gateway(
        GatewayApplication.builder()
            .sources(bean)
            .run(arguments(bootstrapServers, settings).toArray(String[]::new)));
  }

  /** The command line of one on that broker: what the settings do not say is as tests need it. */
  public static List<String> arguments(String bootstrapServers, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.main.register-shutdown-hook=false",
                "--logging.structured.format.console=",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers));
    arguments.addAll(Arrays.asList(settings));
    if (arguments.stream().noneMatch(argument -> argument.contains("code-secret"))) {
      arguments.add("--admit-one.gateway.code-secret=a secret for tests only");
    }
    if (arguments.stream().noneMatch(argument -> argument.contains("gateway.limits."))) {
      // Tests call more often than people do.
      for (String bucket : List.of("user", "service", "address")) {
        arguments.add("--admit-one.gateway.limits.%s-burst=1000000".formatted(bucket));
      }
    }
    if (arguments.stream().noneMatch(argument -> argument.contains("gateway.tokens."))) {
      arguments.addAll(Tokens.settings());
    }
    if (arguments.stream().noneMatch(argument -> argument.contains("seal.keyset"))) {
      arguments.add("--admit-one.seal.keyset=" + SEAL_KEYSET);
    }
    if (arguments.stream().noneMatch(argument -> argument.contains("fingerprint.keyset"))) {
      arguments.add("--admit-one.gateway.signup.fingerprint.keyset=" + FINGERPRINT_KEYSET);
    }
    return arguments;
  }

  /** The calls that its controllers take below the path, each as method and path. */
  public Set<String> calls(String prefix) {
    return context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(
            mapping ->
                mapping.getPatternValues().stream()
                    .filter(path -> path.startsWith(prefix))
                    .flatMap(
                        path ->
                            mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path)))
        .collect(Collectors.toSet());
  }

  /** Its value, over all its tags. */
  public double gauge(String name, String... tags) {
    return registry().get(name).tags(tags).gauges().stream().mapToDouble(Gauge::value).sum();
  }

  public double counter(String name, String... tags) {
    return registry().get(name).tags(tags).counter().count();
  }

  public long timerCount(String name) {
    return registry().get(name).timer().count();
  }

  /** All series of the name with these tags. */
  public Collection<Timer> timers(String name, String... tags) {
    return registry().get(name).tags(tags).timers();
  }

  /** How long an idle connection is kept. */
  public Duration keepAlive() {
    WebServer server = ((WebServerApplicationContext) context).getWebServer();
    ProtocolHandler protocol =
        ((TomcatWebServer) requireNonNull(server)).getTomcat().getConnector().getProtocolHandler();
    return Duration.ofMillis(((AbstractProtocol<?>) protocol).getKeepAliveTimeout());
  }

  private MeterRegistry registry() {
    return context.getBean(MeterRegistry.class);
  }

  /** Stops the gateway; the client stays for answers that are on their way. */
  public void stop() {
    context.close();
  }

  public void awaitReady() {
    Await.patiently().until(() -> manage("/actuator/health/readiness").status() == 200);
  }

  public Reply post(String path, String body, String... headers) {
    return send(request(path, headers).POST(BodyPublishers.ofString(body)).build());
  }

  public CompletableFuture<Reply> postLater(String path, String body, String... headers) {
    return client
        .sendAsync(
            request(path, headers).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString())
        .thenApply(Reply::new);
  }

  public Reply patch(String path, String body, String... headers) {
    return send(request(path, headers).method("PATCH", BodyPublishers.ofString(body)).build());
  }

  public CompletableFuture<Reply> patchLater(String path, String body, String... headers) {
    return client
        .sendAsync(
            request(path, headers).method("PATCH", BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString())
        .thenApply(Reply::new);
  }

  public Reply get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  public CompletableFuture<Reply> getLater(String path, String... headers) {
    return client
        .sendAsync(request(path, headers).GET().build(), BodyHandlers.ofString())
        .thenApply(Reply::new);
  }

  public Reply manage(String path) {
    return send(HttpRequest.newBuilder(uri("local.management.port", path)).build());
  }

  public URI uri(String path) {
    return uri("local.server.port", path);
  }

  public Reply send(HttpRequest request) {
    try {
      return new Reply(client.send(request, BodyHandlers.ofString()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(5));
    if (Arrays.stream(headers).noneMatch("Content-Type"::equalsIgnoreCase)) {
      request.header("Content-Type", "application/json");
    }
    if (Arrays.stream(headers)
        .noneMatch(name -> name.equalsIgnoreCase("Authorization") || name.equals("Cookie"))) {
      request.header("Authorization", "Bearer " + Tokens.forAll());
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  private URI uri(String portProperty, String path) {
    String port = context.getEnvironment().getRequiredProperty(portProperty);
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    context.close();
    client.shutdownNow();
  }

  /** A response, which is held against the contract in each test. */
  public record Reply(HttpResponse<String> response) {

    public Reply {
      ContractCheck.check(response);
    }

    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    public String field(String name) {
      return json().path(name).asString();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}

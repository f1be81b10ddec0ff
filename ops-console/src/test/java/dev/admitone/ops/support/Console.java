package dev.admitone.ops.support;

import dev.admitone.embedded.SharedServices;
import dev.admitone.ops.OpsApplication;
import dev.admitone.schemas.erasure.UserPseudonyms;
import dev.admitone.testsupport.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running console, and what its caller does with it. */
public final class Console implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static @Nullable Console shared;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  private Console(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** The one on {@link TestLedger#shared()}, for all test classes of the JVM. */
  public static synchronized Console shared() {
    if (shared == null) {
      Console started =
          on(
              TestLedger.shared(),
              "--spring.kafka.bootstrap-servers=" + SharedServices.kafka().bootstrapServers());
      SharedServices.closeAtExit(started);
      shared = started;
    }
    return shared;
  }

  /** One of its own. */
  public static Console on(TestLedger ledger, String... settings) {
    return start(OpsApplication.class, withLedger(ledger.url(), settings));
  }

  /** One of its own, with a bean of the class beside its own. */
  public static Console with(Class<?> bean, TestLedger ledger) {
    return start(bean, withLedger(ledger.url()));
  }

  /** One of its own, whose database may not be there, and which does not wait long for it. */
  public static Console at(String url, String... settings) {
    return start(OpsApplication.class, withLedger(url, impatient(settings)));
  }

  /** Settings with which a console soon gives up what is not there, and more. */
  public static String[] impatient(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--admit-one.ops.ledger.connection-wait=250ms",
                "--admit-one.ops.kept.connection-wait=250ms",
                "--admit-one.ops.log.search-time=250ms",
                "--admit-one.ops.log.decision-wait=250ms"));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  /** Settings of a console that may erase users, and more. */
  public static String[] erasing(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--admit-one.erasure.keyset=" + UserPseudonyms.newKeyset(),
                "--admit-one.write-version=2"));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private static List<String> withLedger(String url, String... settings) {
    List<String> all = new ArrayList<>(Arrays.asList(settings));
    all.add("--admit-one.ops.ledger.url=" + url);
    if (all.stream().noneMatch(argument -> argument.contains("ledger.username"))) {
      all.add("--admit-one.ops.ledger.username=" + SharedServices.database().readerUsername());
    }
    return all;
  }

  private static Console start(Class<?> bean, List<String> settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.main.register-shutdown-hook=false",
                "--logging.structured.format.console="));
    arguments.addAll(settings);
    if (arguments.stream().noneMatch(argument -> argument.contains("statistics.enabled"))) {
      // Most tests have no need of it, and each start would cost the broker five topics.
      arguments.add("--admit-one.ops.statistics.enabled=false");
    }
    if (arguments.stream().noneMatch(Console::isAboutKeys)) {
      arguments.addAll(Tokens.settings());
    }
    return new Console(
        OpsApplication.builder().sources(bean).run(arguments.toArray(String[]::new)));
  }

  /** With one of these, a test has all token settings of its own. */
  private static boolean isAboutKeys(String argument) {
    return argument.contains("ops.tokens.issuer") || argument.contains("ops.tokens.jwk-set-uri");
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

  public void awaitReady() {
    Await.patiently().until(() -> manage("/actuator/health/readiness").status() == 200);
  }

  /** As an operator that may look, unless the headers say otherwise. */
  public Reply get(String path, String... headers) {
    return call("GET", path, headers);
  }

  /** Without a body; as {@link #get}. */
  public Reply call(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofMinutes(5))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (Arrays.stream(headers).noneMatch("Authorization"::equalsIgnoreCase)) {
      request.header("Authorization", "Bearer " + Tokens.reader());
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  /** With a body, as an operator that may change something unless the headers say otherwise. */
  public Reply send(
      String method, String path, String contentType, String body, String... headers) {
    return send(method, path, contentType, BodyPublishers.ofString(body), headers);
  }

  /** As the other one, with a body of any length. */
  public Reply send(
      String method, String path, String contentType, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofMinutes(30))
            .method(method, body)
            .header("Content-Type", contentType);
    if (Arrays.stream(headers).noneMatch("Authorization"::equalsIgnoreCase)) {
      request.header("Authorization", "Bearer " + Tokens.operator());
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  /** A bean of the console. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** What the console reads the ledger through. */
  public DataSource ledger() {
    return context.getBean(DataSource.class);
  }

  /** The body of a successful call, while it comes. */
  public InputStream stream(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + Tokens.reader())
            .build();
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("status " + response.statusCode());
    }
    return response.body();
  }

  /** Without a token and without a body. */
  public Reply callWithoutToken(String method, String path) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build());
  }

  /** Without a token. */
  public Reply getWithoutToken(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  public Reply manage(String path) {
    return send(HttpRequest.newBuilder(uri("local.management.port", path)).build());
  }

  public URI uri(String path) {
    return uri("local.server.port", path);
  }

  private URI uri(String portProperty, String path) {
    String port = context.getEnvironment().getRequiredProperty(portProperty);
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private Reply send(HttpRequest request) {
    try {
      return new Reply(client.send(request, BodyHandlers.ofString()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    client.shutdownNow();
  }

  /** A response, which is held against the contract in each test. */
  public record Reply(HttpResponse<String> response) {

    public Reply {
      ConsoleContract.CHECK.check(response);
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

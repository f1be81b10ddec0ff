package dev.admitone.system.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.GatewayApplication;
import dev.admitone.local.stack.Readiness;
import dev.admitone.system.Clients;
import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.FreePorts;
import dev.admitone.testsupport.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What holds behind each proxy of the page, with the page's own settings. */
@Timeout(900)
abstract class BehindAProxy {

  private static final String LOCK = "select id from invites where code = ? for update";
  private static final String USER = "ann";
  private static final int LONGEST_STOP_SECONDS = 60;

  private final String code = Codes.unique("PROXY");

  @TempDir Path directory;
  private @Nullable HttpClient client;

  /** Starts the proxy with the page's snippet, and files in the directory. */
  abstract Process start(Front front, Path directory) throws IOException;

  @ParameterizedTest
  @ValueSource(strings = {"native", "framework"})
  void locationsLeadBackStreamsFlowAndPagesOfTheAddressAreItsOwn(String strategy) throws Exception {
    try (ConfigurableApplicationContext gateway = gateway(strategy)) {
      String port = gateway.getEnvironment().getRequiredProperty("local.server.port");
      Front front =
          new Front(
              FreePorts.one(),
              TestCertificate.create(directory, "proxy"),
              ServiceProcess.local(port));
      HttpClient opened = front.client();
      client = opened;
      Process proxy = start(front, directory);
      try {
        awaitServed(front, proxy);
        ApiClient api = Clients.of(front.gateway(), Environment.get().tokenKey());
        assertThat(api.createInvite(Map.of("code", code), "Prefer", "wait=30").status())
            .isEqualTo(201);
        String location = followsTheLocationWhileTheStreamFlows(front);
        anOwnPageMayCallWithTheCookieAndAForeignOneMayNot(front, location);
      } finally {
        // Not close, which waits for streams that a failure left open.
        opened.shutdownNow();
        stop(proxy);
      }
    }
  }

  /** A proxy that waits for its last connections is not waited for longer than a test may. */
  private static void stop(Process proxy) throws InterruptedException {
    proxy.destroy();
    if (!proxy.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
      proxy.destroyForcibly();
      throw new AssertionError("The proxy does not end");
    }
  }

  private String followsTheLocationWhileTheStreamFlows(Front front) throws Exception {
    String bearer = "Bearer " + Environment.get().tokenKey().forUser(USER);
    String location;
    try (Connection connection = Environment.ledger().connect()) {
      connection.setAutoCommit(false);
      try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
        lock.setString(1, code);
        lock.executeQuery();
      }
      HttpResponse<String> accepted =
          send(
              redemption(front),
              BodyHandlers.ofString(),
              "Authorization",
              bearer,
              "Prefer",
              "respond-async");
      assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
      location = accepted.headers().firstValue("Location").orElse("");
      assertThat(location).startsWith("/invites/api/redemptions/");
      HttpResponse<InputStream> events =
          send(
              HttpRequest.newBuilder(front.at(location.replace("?at=", "/events?at="))),
              BodyHandlers.ofInputStream(),
              "Accept-Encoding",
              "gzip",
              "Authorization",
              bearer);
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
        // The decision waits for the row: this line comes before it, or never.
        assertThat(lines.readLine()).isEqualTo(":");
        connection.rollback();
        assertThat(lines.lines().toList()).contains("event: decided");
      }
    }
    HttpResponse<String> status =
        send(
            HttpRequest.newBuilder(front.at(location)),
            BodyHandlers.ofString(),
            "Authorization",
            bearer);
    assertThat(status.statusCode()).isEqualTo(200);
    assertThat(status.body()).contains("\"REDEEMED\"");
    return location;
  }

  /** As an older browser calls, which does not say where its page is from. */
  private void anOwnPageMayCallWithTheCookieAndAForeignOneMayNot(Front front, String location)
      throws Exception {
    String cookie = "session=" + Environment.get().tokenKey().forUser(USER);
    HttpResponse<String> own =
        send(
            redemption(front),
            BodyHandlers.ofString(),
            "Cookie",
            cookie,
            "Origin",
            front.origin(),
            "Prefer",
            "wait=30");
    assertThat(own.body()).contains("ALREADY_USED");
    HttpResponse<String> foreign =
        send(
            HttpRequest.newBuilder(front.at(location)),
            BodyHandlers.ofString(),
            "Cookie",
            cookie,
            "Origin",
            "https://localhost.evil.example",
            // What a page of others might try.
            "X-Forwarded-Host",
            "localhost.evil.example");
    assertThat(foreign.body()).contains("ORIGIN_NOT_ALLOWED");
  }

  /** The headers are names and values. */
  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, BodyHandler<T> body, String... headers) throws Exception {
    request.timeout(Duration.ofSeconds(60));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return requireNonNull(client).send(request.build(), body);
  }

  private HttpRequest.Builder redemption(Front front) {
    return HttpRequest.newBuilder(front.at("/invites/api/redemptions"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, USER)));
  }

  /** One of its own: with the page's setting, and with an origin of another site. */
  private static ConfigurableApplicationContext gateway(String strategy) {
    List<String> settings = new ArrayList<>(Environment.get().gatewayKeys());
    settings.add("--server.port=0");
    settings.add("--management.server.port=0");
    settings.add(
        "--spring.kafka.bootstrap-servers=" + Environment.get().kafka().bootstrapServers());
    settings.add("--server.forward-headers-strategy=" + strategy);
    settings.add("--admit-one.gateway.cors.allowed-origins=https://page.example.org");
    ConfigurableApplicationContext gateway =
        GatewayApplication.builder()
            .registerShutdownHook(false)
            .run(settings.toArray(String[]::new));
    Readiness.await(
        ServiceProcess.local(
            gateway.getEnvironment().getRequiredProperty("local.management.port")));
    return gateway;
  }

  private void awaitServed(Front front, Process proxy) {
    Await.patiently()
        .ignoreExceptions()
        .until(
            () -> {
              if (!proxy.isAlive()) {
                throw new AssertionError("The proxy ended: " + proxy.exitValue());
              }
              return send(
                          HttpRequest.newBuilder(front.at("/invites/openapi.json")),
                          BodyHandlers.ofString())
                      .statusCode()
                  == 200;
            });
  }
}

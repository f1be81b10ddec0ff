package dev.admitone.system.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.gateway.GatewayApplication;
import dev.admitone.local.stack.Readiness;
import dev.admitone.system.Clients;
import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The function that the page for frontend engineers gives them, as it stands there, in Node. */
@Timeout(900)
@Tag("services")
class FrontendPageTest {

  private static final Path PAGE = Path.of("..", "docs", "how-to", "call-from-a-frontend.md");
  private static final Pattern FUNCTION = Pattern.compile("```js\n(.*?)```", Pattern.DOTALL);

  private static final String LOCK = "select id from invites where code = ? for update";

  /** Prints each call's status when it is answered, and what became of the whole at the end. */
  private static final String RUN =
      """
      import { redeem } from "./page.mjs";

      const [gateway, code, userId, key, patience, token] = process.argv.slice(2);
      const realFetch = globalThis.fetch;
      globalThis.fetch = async (url, options) => {
        const response = await realFetch(url, options);
        console.log(`${options.method ?? "GET"} ${response.status}`);
        return response;
      };
      try {
        const options = { key, patienceMillis: Number(patience), token };
        console.log(JSON.stringify(await redeem(gateway, { code, userId }, options)));
      } catch (failure) {
        const { name, key, cause } = failure;
        console.log(JSON.stringify({ thrown: name, key, cause: cause?.message }));
      }
      """;

  private final ApiClient api = Environment.api();
  private final String code = Codes.unique("PAGE");
  private final String key = UUID.randomUUID().toString();

  @TempDir Path directory;

  @BeforeEach
  void takeTheFunctionFromThePage() throws Exception {
    assumeThat(nodeIsThere()).as("Node, with a fetch of its own, is on the PATH").isTrue();
    Matcher function = FUNCTION.matcher(Files.readString(PAGE));
    assertThat(function.find()).isTrue();
    Files.writeString(directory.resolve("page.mjs"), function.group(1));
    Files.writeString(directory.resolve("run.mjs"), RUN);
  }

  @Test
  void admitsAtOnceAndGivesTheSameAnswerForTheSameKey() throws Exception {
    create(Map.of("code", code, "maxUses", 1));
    PageRun first = run(Environment.get().gatewayAddress(), "user-1", 60_000);
    assertThat(first.calls()).containsExactly("POST 200");
    assertThat(first.outcome().path("admitted").asBoolean(false)).isTrue();
    PageRun again = run(Environment.get().gatewayAddress(), "user-1", 60_000);
    assertThat(again.outcome()).isEqualTo(first.outcome());
  }

  @Test
  void admitsAUserWhoUsedTheCodeBeforeUnderAnotherKey() throws Exception {
    create(Map.of("code", code, "maxUses", 1));
    assertThat(api.redeem(code, "user-1", "Prefer", "wait=30").status()).isEqualTo(200);
    PageRun run = run(Environment.get().gatewayAddress(), "user-1", 60_000);
    assertThat(run.calls()).containsExactly("POST 409");
    assertThat(run.outcome().path("admitted").asBoolean(false)).isTrue();
    assertThat(run.outcome().path("reason").asString("")).isEqualTo("ALREADY_USED");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example,          /api/x?at=1-2,         https://a.example/api/x?at=1-2",
    "https://a.example/,         /api/x?at=1-2,         https://a.example/api/x?at=1-2",
    "https://a.example/shop,     /api/x?at=1-2,         https://a.example/shop/api/x?at=1-2",
    "https://a.example/shop/,    /api/x?at=1-2,         https://a.example/shop/api/x?at=1-2",
    "https://a.example/shop/,    /shop/api/x?at=1-2,    https://a.example/shop/api/x?at=1-2",
    "https://a.example/api,      /api/x?at=1-2,         https://a.example/api/api/x?at=1-2",
    "https://a.example/api,      /api/api/x?at=1-2,     https://a.example/api/api/x?at=1-2",
  })
  void keepsThePathThatAProxyTakesAway(String gateway, String location, String address)
      throws Exception {
    Files.writeString(
        directory.resolve("locate.mjs"),
        """
        import { locate } from "./page.mjs";
        console.log(String(locate(process.argv[2], process.argv[3])));
        """);
    Process node =
        new ProcessBuilder("node", directory.resolve("locate.mjs").toString(), gateway, location)
            .redirectErrorStream(true)
            .start();
    assertThat(new String(node.getInputStream().readAllBytes(), UTF_8).strip()).isEqualTo(address);
  }

  @Test
  void saysWhyNobodyIsAdmitted() throws Exception {
    create(Map.of("code", code, "maxUses", 0));
    PageRun refused = run(Environment.get().gatewayAddress(), "user-1", 60_000);
    assertThat(refused.calls()).containsExactly("POST 409");
    assertThat(refused.outcome().path("admitted").asBoolean(true)).isFalse();
    assertThat(refused.outcome().path("reason").asString("")).isEqualTo("EXHAUSTED");
    assertThat(refused.outcome().path("error").asString(""))
        .isEqualTo("This invite code has no uses left");
    assertThat(refused.outcome().path("mayChange").asBoolean(false)).isTrue();
  }

  @Test
  void followsARequestThatIsAcceptedUntilItIsDecided() throws Exception {
    create(Map.of("code", code));
    PageRun accepted;
    try (Connection connection = Environment.ledger().connect()) {
      connection.setAutoCommit(false);
      try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
        lock.setString(1, code);
        lock.executeQuery();
      }
      accepted = start(Environment.get().gatewayAddress(), "user-1", 60_000);
      assertThat(accepted.nextLine()).isEqualTo("POST 202");
      connection.rollback();
    }
    accepted.toTheEnd();
    assertThat(accepted.calls()).last().isEqualTo("GET 200");
    assertThat(accepted.outcome().path("admitted").asBoolean(false)).isTrue();
    assertThat(Environment.ledger().uses(code)).isEqualTo(1);
  }

  @Test
  void callsAgainWithItsKeyWhenItCalledTooOften() throws Exception {
    String other = Codes.unique("PAGE");
    create(Map.of("code", other));
    create(Map.of("code", code));
    try (ConfigurableApplicationContext gateway =
        gateway(
            Environment.get().kafka().bootstrapServers(),
            "--admit-one.gateway.limits.user-burst=1",
            "--admit-one.gateway.limits.user-refill=8s")) {
      Readiness.await(address(gateway, "local.management.port"));
      URI address = address(gateway, "local.server.port");
      ApiClient service = Clients.of(address, Environment.get().tokenKey());
      // A gateway's first calls are slow on a busy machine: they are other users'.
      Await.patiently()
          .until(
              () -> service.redeem(other, Codes.unique("user"), "Prefer", "wait=30").status(),
              status -> status == 200);
      assertThat(service.redeem(other, "user-1", "Prefer", "wait=30").status()).isEqualTo(200);
      PageRun run = run(address, "user-1", 120_000);
      assertThat(run.calls()).startsWith("POST 429").endsWith("POST 200");
      assertThat(Environment.ledger().uses(code)).isEqualTo(1);
    }
  }

  @Test
  void givesUpInTimeWhileTheLogIsAwayAndKeepsTheKey() throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
    try (ConfigurableApplicationContext gateway = gateway(kafka.bootstrapServers())) {
      kafka.stop();
      PageRun away = run(address(gateway, "local.server.port"), "user-1", 12_000);
      assertThat(away.calls()).hasSizeGreaterThan(1).containsOnly("POST 503");
      assertGaveUp(away);
    } finally {
      kafka.stop();
    }
  }

  @Test
  void givesUpInTimeWhileTheGatewayIsAwayAndKeepsTheKey() throws Exception {
    int port = FreePorts.one();
    PageRun away = run(URI.create("http://127.0.0.1:" + port), "user-1", 2_000);
    assertThat(away.calls()).isEmpty();
    assertGaveUp(away);
  }

  @Test
  void saysThatTheUserHasToSignIn() throws Exception {
    PageRun run = start(Environment.get().gatewayAddress(), "user-1", 60_000, "old");
    run.toTheEnd();
    assertThat(run.calls()).containsExactly("POST 401");
    assertThat(run.outcome().path("reason").asString("")).isEqualTo("TOKEN_INVALID");
  }

  private void assertGaveUp(PageRun run) {
    assertThat(run.outcome().path("thrown").asString("")).isEqualTo("NotDecidedYet");
    assertThat(run.outcome().path("key").asString("")).isEqualTo(key);
    assertThat(run.outcome().path("cause").asString("")).isNotEmpty();
  }

  private static ConfigurableApplicationContext gateway(String broker, String... more) {
    List<String> settings = new ArrayList<>(Environment.get().gatewayKeys());
    settings.addAll(List.of("--server.port=0", "--management.server.port=0"));
    settings.add("--spring.kafka.bootstrap-servers=" + broker);
    settings.addAll(List.of(more));
    return GatewayApplication.builder()
        .registerShutdownHook(false)
        .run(settings.toArray(String[]::new));
  }

  private static URI address(ConfigurableApplicationContext gateway, String port) {
    return ServiceProcess.local(gateway.getEnvironment().getRequiredProperty(port));
  }

  private void create(Map<String, ?> invite) {
    assertThat(api.createInvite(invite, "Prefer", "wait=30").status()).isEqualTo(201);
  }

  private PageRun run(URI gateway, String userId, int patienceMillis) throws IOException {
    PageRun run = start(gateway, userId, patienceMillis);
    run.toTheEnd();
    return run;
  }

  private PageRun start(URI gateway, String userId, int patienceMillis) throws IOException {
    return start(gateway, userId, patienceMillis, Environment.get().tokenKey().forUser(userId));
  }

  private PageRun start(URI gateway, String userId, int patienceMillis, String token)
      throws IOException {
    Process node =
        new ProcessBuilder(
                "node",
                directory.resolve("run.mjs").toString(),
                gateway.toString(),
                code,
                userId,
                key,
                String.valueOf(patienceMillis),
                token)
            .redirectErrorStream(true)
            .start();
    return new PageRun(node.inputReader(UTF_8), new ArrayList<>());
  }

  private static boolean nodeIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("node", "--eval", "fetch; AbortSignal.timeout").start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}

package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.Admit;
import dev.admitone.local.settings.StackPort;
import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.FreePorts;
import dev.admitone.testsupport.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ./admit topic} prints, as a process of its own against the running stack. */
@Timeout(900)
@Tag("services")
class TopicTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ApiClient api = Environment.api();
  private final String code = Codes.unique("TOPIC");

  @Test
  void onlyTheRecordsOfTheCodeArePrintedUntilItIsStopped() throws Exception {
    assertThat(api.createInvite(Map.of("code", code, "maxUses", 5)).status()).isEqualTo(201);
    assertThat(api.createInvite(Map.of("code", code + "B", "maxUses", 5)).status()).isEqualTo(201);
    String typed = code.toLowerCase(Locale.ROOT);

    Process requests =
        topic(brokerPort(), "redemption-requests", "--from-beginning", "--key", typed);
    assertThat(next(requests).at("/value/createInvite/maxUses").asLong()).isEqualTo(5);
    assertThat(api.redeem(code, "ann").outcome()).isEqualTo("REDEEMED");
    JsonNode redeem = next(requests);
    assertThat(redeem.at("/key").asString()).isEqualTo(code);
    assertThat(redeem.at("/value/redeem/userId").asString()).isEqualTo("ann");
    stop(requests);

    Process results = topic(brokerPort(), "redemption-results", "--from-beginning", "--key", typed);
    assertThat(next(results).at("/value/outcome").asString()).isEqualTo("DONE");
    JsonNode redeemed = next(results);
    assertThat(redeemed.at("/value/outcome").asString()).isEqualTo("REDEEMED");
    assertThat(redeemed.at("/value/code").asString()).isEqualTo(code);
    stop(results);
  }

  @Test
  void anUnknownTopicIsSaidInOneLineThatListsAll() throws Exception {
    assertThat(failure(brokerPort(), "redemptions"))
        .contains("There is no topic 'redemptions'")
        .contains("redemption-requests, redemption-results, invites, redemption-requests-dlt,")
        .contains(" redemption-alerts.");
    assertThat(failure(brokerPort())).contains("Which topic?", "redemption-requests-dlt");
  }

  @Test
  void whatIsNoOptionAndWhatIsNoCodeIsSaidInOneLine() throws Exception {
    assertThat(failure(brokerPort(), "invites", "--form-beginning")).contains("'--form-beginning'");
    assertThat(failure(brokerPort(), "invites", "--key")).contains("--key needs a code");
    assertThat(failure(brokerPort(), "invites", "--key", "a b")).contains("'a b' is no code");
  }

  @Test
  void whereNothingListensItSaysToStartTheStack() throws Exception {
    int free = FreePorts.one();
    assertThat(failure(free, "invites"))
        .contains("Nothing listens on port " + free, "start ./admit up", "ADMIT_KAFKA_PORT");
  }

  @Test
  void whereSomethingElseListensItSaysSo() throws Exception {
    URI gateway = Environment.get().gatewayAddress();
    assertThat(failure(gateway.getPort(), "invites"))
        .contains("does not respond as a Kafka broker", "ADMIT_KAFKA_PORT");
  }

  private static int brokerPort() {
    return Environment.get().kafka().port();
  }

  private static JsonNode next(Process process) throws IOException {
    return JSON.readTree(process.inputReader().readLine());
  }

  /** As Ctrl-C does. */
  private static void stop(Process process) throws Exception {
    process.toHandle().destroy();
    assertThat(process.inputReader().readLine()).isNull();
    assertThat(process.waitFor(600, TimeUnit.SECONDS)).isTrue();
    assertThat(process.errorReader().lines()).isEmpty();
  }

  /** The one line with which it fails. */
  private static String failure(int port, String... arguments) throws Exception {
    Process process = topic(port, arguments);
    List<String> lines = process.errorReader().lines().toList();
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(process.inputReader().readLine()).isNull();
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  private static Process topic(int port, String... arguments) throws IOException {
    ProcessBuilder builder =
        JavaCommand.of(Admit.class)
            .options("-Xmx256m")
            .arguments("topic")
            .arguments(arguments)
            .builder();
    builder.environment().put(StackPort.KAFKA.variable(), String.valueOf(port));
    return builder.start();
  }
}

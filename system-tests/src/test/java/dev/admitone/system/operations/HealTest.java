package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.demo.DemoCodes;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.local.stack.LocalStack;
import dev.admitone.system.Clients;
import dev.admitone.system.UpProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./admit heal} as an operator runs it, in another terminal, once {@code ./admit up} asks
 * for it.
 */
@Timeout(900)
@Tag("services")
class HealTest {

  private static final String[] KEY = {"Idempotency-Key", "k"};

  /** As short as a producer can. */
  private static final List<String> SOON =
      List.of(
          "--spring.kafka.producer.properties.delivery.timeout.ms=1000",
          "--spring.kafka.producer.properties.request.timeout.ms=900");

  @TempDir private Path data;
  @TempDir private Path backup;

  @Test
  void aDatabaseThatWasPutBackIsHealedWithOneCommandAndUsersKeepWhatTheyHave() throws Exception {
    try (LocalStack stack = started()) {
      DemoCodes.make(stack.kafka().bootstrapServers(), settings().topics());
    }
    copy(data.resolve("postgres"), backup);
    try (LocalStack stack = started()) {
      ApiClient api = Clients.of(stack.gatewayAddress(), stack.tokenKey());
      assertThat(api.redeem("LAST1", "user-a", KEY).outcome()).isEqualTo("REDEEMED");
      assertThat(api.redeem("KTEST1", "user-a").outcome()).isEqualTo("REDEEMED");
      assertThat(api.redeem("KTEST1", "user-c").outcome()).isEqualTo("REDEEMED");
    }
    FileUtils.deleteDirectory(data.resolve("postgres").toFile());
    copy(backup.resolve("postgres"), data);

    String[] ports = fixedPorts();
    try (UpProcess up = UpProcess.start(data, List.of(), ports)) {
      assertThat(up.awaitLine("Ledger and log are apart: run ./admit heal in another terminal."))
          .contains("the ledger is behind the log", "Run ./admit heal");
      assertThat(healed(ports)).contains("Nothing is lost");
      ApiClient api = Clients.of(up.awaitReady(), up.tokenKey());

      assertThat(api.redeem("LAST1", "user-b").outcome()).isEqualTo("EXHAUSTED");
      assertThat(api.redeem("LAST1", "user-a", KEY).outcome()).isEqualTo("REDEEMED");
      assertThat(api.redeem("LAST1", "user-a").outcome()).isEqualTo("ALREADY_USED");
      ApiClient.Response changed = api.changeInvite("KTEST1", Map.of("maxUses", 9));
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.body().toString()).contains("\"maxUses\":9", "\"currentUses\":2");
      assertThat(api.validate("KTEST1").body().toString())
          .contains("\"maxUses\":9", "\"currentUses\":2");
    }
  }

  @Test
  @Tag("long")
  void aLogThatIsGoneIsBegunAnewWithOneCommandAndCodesAreValid() throws Exception {
    try (LocalStack stack = started()) {
      DemoCodes.make(stack.kafka().bootstrapServers(), settings().topics());
      ApiClient api = Clients.of(stack.gatewayAddress(), stack.tokenKey());
      assertThat(api.redeem("LAST1", "user-a", KEY).outcome()).isEqualTo("REDEEMED");
    }
    FileUtils.deleteDirectory(data.resolve("kafka").toFile());

    String[] ports = fixedPorts();
    try (UpProcess up = UpProcess.start(data, List.of(), ports)) {
      assertThat(up.awaitLine("Ledger and log are apart: run ./admit heal in another terminal."))
          .contains("was made again", "Run ./admit heal");
      assertThat(healed(ports)).contains("Nothing is lost");
      ApiClient api = Clients.of(up.awaitReady(), up.tokenKey());

      Await.patiently()
          .untilAsserted(
              () -> {
                assertThat(api.validate("KTEST1").body().path("isValid").asBoolean()).isTrue();
                assertThat(api.validate("LAST1").outcome()).isEqualTo("EXHAUSTED");
              });
      assertThat(api.redeem("LAST1", "user-a", KEY).outcome()).isEqualTo("REDEEMED");
      assertThat(api.redeem("LAST1", "user-b").outcome()).isEqualTo("EXHAUSTED");
      assertThat(api.redeem("KTEST1", "user-b").outcome()).isEqualTo("REDEEMED");
    }
  }

  private LocalStack started() {
    LocalStack stack = LocalStack.begin(settings());
    stack.awaitReady();
    return stack;
  }

  private StackSettings settings() {
    Map<String, String> environment = new HashMap<>();
    environment.put(StackSettings.DATA_DIRECTORY_VARIABLE, data.toString());
    for (StackPort port : StackPort.values()) {
      environment.put(port.variable(), "0");
    }
    return StackSettings.of(environment, false);
  }

  private String healed(String... ports) throws IOException {
    try (UpProcess heal = UpProcess.heal(data, SOON, ports)) {
      String said = String.join("\n", heal.linesToTheEnd());
      assertThat(heal.exitCode()).as(said).isZero();
      return said;
    }
  }

  /** As the default ones are: the command has to find them. */
  private static String[] fixedPorts() {
    List<Integer> ports = FreePorts.some(2);
    return new String[] {
      StackPort.KAFKA.variable(), String.valueOf(ports.getFirst()),
      StackPort.POSTGRES.variable(), String.valueOf(ports.getLast())
    };
  }

  /** With owners and rights. */
  private static void copy(Path from, Path into) throws IOException, InterruptedException {
    Process copying =
        new ProcessBuilder("cp", "-a", from.toString(), into.toString()).inheritIO().start();
    assertThat(copying.waitFor()).isZero();
  }
}

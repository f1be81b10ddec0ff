package dev.admitone.system.promises;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.stack.LocalStack;
import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.LoadRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** P4 with two gateways and two processors, one of each in a process that is killed. */
@Timeout(900)
@Tag("services")
class P4SideBySideTest {

  private static final String LOCK = "select id from invites where code = ? for update";
  private static final int FEW = 50;

  private final LocalStack stack = Environment.get();
  private final Broker broker = new Broker(stack.kafka().bootstrapServers());
  private final Ledger ledger = Environment.ledger();

  @Test
  void whileOneOfEachIsKilledUnderLoadAndComesBackEachIsDecidedOnceAndTold() throws Exception {
    List<String> codes =
        List.of(invite(Map.of("maxUses", FEW)), invite(Map.of()), invite(Map.of()));
    long deadLetters = broker.deadLetters();
    try (ServiceProcess gateway = ServiceProcess.gateway(stack);
        ServiceProcess processor = ServiceProcess.processor(stack)) {
      patiently().until(() -> broker.partitionsOfLanes().equals(List.of(6, 6, 6, 6)));
      List<ApiClient> gateways =
          new CopyOnWriteArrayList<>(List.of(Environment.api(), gateway.api()));
      try (LoadRun load =
          LoadRun.begin(gateways, codes, Duration.ofMillis(10), "wait=30", "respond-async")) {
        patiently().until(() -> load.begun() >= 200);
        processor.kill();
        gateway.kill();
        try (ServiceProcess newGateway = ServiceProcess.gateway(stack);
            ServiceProcess _ = ServiceProcess.processor(stack)) {
          gateways.set(1, newGateway.api());
          int begun = load.begun();
          patiently().until(() -> load.begun() >= begun + 200);
          List<LoadRun.Sent> sent = load.end();

          LoadCheck check = new LoadCheck(ledger, gateways);
          check.eachIsDecidedOnceAndTold(sent, codes);
          check.usesAre(codes.getFirst(), FEW);
          for (String code : codes.subList(1, codes.size())) {
            check.usesAre(code, users(sent, code));
          }
        }
      }
    }
    assertThat(broker.deadLetters()).isEqualTo(deadLetters);
  }

  @Test
  void whatAKilledGatewayHadAcknowledgedTheOthersTellAndItselfWhenItIsBack() throws Exception {
    String code = invite(Map.of());
    List<String> locations;
    try (Connection operator = ledger.connect()) {
      operator.setAutoCommit(false);
      try (PreparedStatement lock = operator.prepareStatement(LOCK)) {
        lock.setString(1, code);
        lock.executeQuery();
      }
      try (ServiceProcess gateway = ServiceProcess.gateway(stack)) {
        ApiClient api = gateway.api();
        locations =
            IntStream.range(0, 5)
                .mapToObj(i -> api.redeem(code, "user-" + i, "Prefer", "respond-async"))
                .map(accepted -> accepted.header("Location"))
                .toList();
        gateway.kill();
      }
      assertArePending(Environment.api(), locations);
      try (ServiceProcess gateway = ServiceProcess.gateway(stack)) {
        assertArePending(gateway.api(), locations);
        operator.rollback();
        assertAreRedeemed(gateway.api(), locations);
      }
    }
    assertAreRedeemed(Environment.api(), locations);
  }

  /** Each knows how many are ahead of it. */
  private static void assertArePending(ApiClient gateway, List<String> locations) {
    for (int i = 0; i < locations.size(); i++) {
      ApiClient.Response answer = gateway.get(locations.get(i));
      assertThat(answer.text("status")).isEqualTo("PENDING");
      assertThat(answer.body().path("ahead").asInt(-1)).isEqualTo(i);
    }
  }

  private static void assertAreRedeemed(ApiClient gateway, List<String> locations) {
    assertThat(locations.stream().map(location -> gateway.get(location, "Prefer", "wait=30")))
        .allMatch(answer -> answer.text("status").equals("REDEEMED"));
  }

  private static long users(List<LoadRun.Sent> sent, String code) {
    return sent.stream()
        .filter(one -> one.code().equals(code))
        .map(LoadRun.Sent::userId)
        .distinct()
        .count();
  }

  private static String invite(Map<String, ?> limits) {
    String code = Codes.unique("P4");
    Map<String, Object> invite = new HashMap<>(limits);
    invite.put("code", code);
    assertThat(Environment.api().createInvite(invite, "Prefer", "wait=30").status()).isEqualTo(201);
    return code;
  }
}

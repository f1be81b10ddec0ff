package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.secrets.TokenKey;
import dev.admitone.system.AlteredRecords;
import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.OpsCommands;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.JavaCommand.Ended;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The walks of an operator on call, each the shell script that the documentation shows, against a
 * running stack: what is found, what is repaired, and with how many commands.
 */
@Timeout(900)
@Tag("services")
class WalksTest {

  private static final String[] WAIT = {"Prefer", "wait=30"};

  @TempDir private Path directory;

  private final ApiClient api = Environment.api();
  private final TokenKey key = Environment.get().tokenKey();

  @Test
  void aStormOnACodeIsStoppedWhereItIs() throws Exception {
    String code = Codes.unique("HOT");
    create(api, Map.of("code", code));
    AtomicInteger users = new AtomicInteger();
    // Other tests may have had more decisions in the minute before.
    Await.patiently()
        .until(
            () -> {
              for (int i = 0; i < 5; i++) {
                String user = "user-" + users.incrementAndGet();
                assertThat(api.redeem(code, user, WAIT).outcome()).isEqualTo("REDEEMED");
              }
              assertThat(api.redeem(code, "user-1", WAIT).outcome()).isEqualTo("ALREADY_USED");
              return hottest().equals(code);
            });

    assertThat(Walk.run(directory, 6, "storm.sh"))
        .contains(users + ", unlimited", "ALREADY_USED", "%1$s of %1$s".formatted(users));
    assertThat(api.redeem(code, "one-more", WAIT).outcome()).isEqualTo("EXHAUSTED");
  }

  private static String hottest() throws Exception {
    Ended overview = OpsCommands.run("overview", "--json");
    return JsonMapper.shared()
        .readTree(overview.output())
        .at("/hotCodes/codes/0/code")
        .asString("");
  }

  @Test
  void aUserWhoComplainsIsFoundAndGetsAPlace() throws Exception {
    String code = Codes.unique("PLACES");
    String user = "bob-" + code;
    create(api, Map.of("code", code, "maxUses", 1));
    assertThat(api.redeem(code, "ann", WAIT).outcome()).isEqualTo("REDEEMED");
    assertThat(api.redeem(code, user, WAIT).outcome()).isEqualTo("EXHAUSTED");

    assertThat(Walk.run(directory, 4, "complaint.sh", user))
        .contains("EXHAUSTED", "1 of 1", "1 of 2");
    assertThat(api.redeem(code, user, WAIT).outcome()).isEqualTo("REDEEMED");
  }

  @Test
  void aLeakedCodeIsRevokedWithAllOfItsSiblingsAndWithNoOther() throws Exception {
    String creator = Codes.unique("MARKETING");
    ApiClient marketing =
        new ApiClient(Environment.get().gatewayAddress(), key.token(creator, "invites:admin"));
    List<String> siblings = new ArrayList<>();
    marketing
        .createInvite(Map.of("count", 102), WAIT)
        .body()
        .path("codes")
        .forEach(each -> siblings.add(each.asString()));
    Collections.sort(siblings);
    String later = siblings.removeFirst();
    try (Connection connection = Environment.ledger().connect();
        Statement change = connection.createStatement()) {
      change.execute(
          "update invites set created_at = created_at + interval '1 day' where code = '%s'"
              .formatted(later));
    }
    String other = Codes.unique("D");
    create(api, Map.of("code", other));

    String behindTheFirstPage = siblings.getLast();
    assertThat(Walk.run(directory, 6, "leaked-code.sh", behindTheFirstPage))
        .contains("exactly these 101 codes", creator);
    for (String code : List.of(siblings.getFirst(), behindTheFirstPage)) {
      assertThat(api.redeem(code, "ann", WAIT).outcome()).isEqualTo("REVOKED");
    }
    for (String code : List.of(other, later)) {
      assertThat(api.redeem(code, "ann", WAIT).outcome()).isEqualTo("REDEEMED");
    }
  }

  @Test
  void aPoisonedRecordIsFoundAndSetAside() throws Exception {
    String code = Codes.unique("POISON");
    create(api, Map.of("code", code));
    AlteredRecords.alter(code, value -> Arrays.copyOf(value, value.length - 1));
    ApiClient.Response dead;
    try {
      dead = api.redeem(code, "ann", WAIT);
    } finally {
      AlteredRecords.leaveAlone(code);
    }
    assertThat(dead.outcome()).isEqualTo("DEAD_LETTERED");

    assertThat(Walk.run(directory, 6, "poisoned-record.sh"))
        .contains(dead.text("requestId"), "UNDECODABLE", "exactly these 1", "ASIDE");
  }

  private static void create(ApiClient operator, Map<String, ?> invite) {
    assertThat(operator.createInvite(invite, WAIT).status()).isEqualTo(201);
  }
}

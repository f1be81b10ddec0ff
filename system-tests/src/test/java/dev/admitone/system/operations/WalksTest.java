package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.secrets.TokenKey;
import dev.admitone.system.AlteredRecords;
import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.testsupport.ApiClient;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
    for (int user = 0; user < 5; user++) {
      assertThat(api.redeem(code, "user-" + user, WAIT).outcome()).isEqualTo("REDEEMED");
    }
    assertThat(api.redeem(code, "user-0", WAIT).outcome()).isEqualTo("ALREADY_USED");

    assertThat(Walk.run(directory, 5, "storm.sh", code))
        .contains("5, unlimited", "ALREADY_USED", "5 of 5");
    assertThat(api.redeem(code, "user-6", WAIT).outcome()).isEqualTo("EXHAUSTED");
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
    List<String> siblings = List.of(Codes.unique("A"), Codes.unique("B"), Codes.unique("C"));
    siblings.forEach(code -> create(marketing, Map.of("code", code)));
    String other = Codes.unique("D");
    create(api, Map.of("code", other));

    assertThat(Walk.run(directory, 6, "leaked-code.sh", siblings.getFirst()))
        .contains("exactly these 3 codes", creator)
        .contains(siblings);
    for (String code : siblings) {
      assertThat(api.redeem(code, "ann", WAIT).outcome()).isEqualTo("REVOKED");
    }
    assertThat(api.redeem(other, "ann", WAIT).outcome()).isEqualTo("REDEEMED");
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

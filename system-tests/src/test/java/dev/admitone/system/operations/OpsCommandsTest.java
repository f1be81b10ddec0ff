package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.OpsCommands;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.JavaCommand.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./admit ops} as processes, against the running stack. */
@Timeout(900)
@Tag("services")
class OpsCommandsTest {

  private static final String[] WAIT = {"Prefer", "wait=30"};

  @TempDir private Path directory;

  private final ApiClient api = Environment.api();
  private final String code = Codes.unique("OPS");

  @Test
  void aRequestIsFoundByItsIdItsPositionAndItsKey() throws Exception {
    assertThat(api.createInvite(Map.of("code", code), WAIT).status()).isEqualTo(201);
    ApiClient.Response redeemed =
        api.redeem(code, "ann", "Prefer", "wait=30", "Idempotency-Key", code);
    String id = redeemed.text("requestId");
    String position =
        redeemed.body().at("/position/partition").asString("")
            + "-"
            + redeemed.body().at("/position/offset").asString("");
    assertThat(done("search", id)).contains(id, "REDEEMED", code, position);
    assertThat(done("search", position)).contains("Record of redemption-requests", code);
    assertThat(done("search", code, "--caller", "tester")).contains(id);
    assertThat(done("topics", "redemption-requests", "--key", code)).contains(position, "ann");
    Await.patiently()
        .untilAsserted(
            () -> assertThat(json("request", id).at("/result/outcome").asString("")).isNotEmpty());
  }

  @Test
  void codesOfAFileAreMadeAndExportedAndAUseOfOneIsGivenBack() throws Exception {
    Path file = directory.resolve("codes.csv");
    Files.writeString(file, "code,maxUses\n%1$s-1,1\n%1$s-2,5\n!!,3\n".formatted(code));
    assertThat(done("import", file.toString())).contains("Nothing was made.", "--yes 2");
    assertThat(json("codes", "--prefix", code).path("items")).isEmpty();
    assertThat(done("import", file.toString(), "--reason", "a fair", "--yes", "2"))
        .containsPattern("(?m)^codes +2$");

    Path exported = directory.resolve("exported.csv");
    done("export", "codes", "--prefix", code, "--output", exported.toString());
    assertThat(Files.readString(exported)).contains(code + "-1", code + "-2", OpsCommands.OPERATOR);

    String requestId = api.redeem(code + "-1", "ann", WAIT).text("requestId");
    assertThat(done("release", requestId)).contains("Nothing was changed.");
    done("release", requestId, "--reason", "bought by mistake", "--yes", "1");
    assertThat(api.redeem(code + "-1", "bob", WAIT).outcome()).isEqualTo("REDEEMED");
    assertThat(done("audit", "--operator", OpsCommands.OPERATOR, "--limit", "5"))
        .contains("RELEASE", "bought by mistake", "IMPORT", "a fair");
  }

  @Test
  void whatIsUnknownOrNotPermittedEndsWithOneAndAWrongLineWithTwo() throws Exception {
    Ended unknown = OpsCommands.run("code", code);
    assertThat(unknown.output()).contains("UNKNOWN_CODE");
    assertThat(unknown.status()).isEqualTo(1);
    Path token = directory.resolve("token");
    Files.writeString(token, Environment.get().tokenKey().forReader());
    Ended refused =
        OpsCommands.run("create", code, "--reason", "a test", "--token-file", token.toString());
    assertThat(refused.output()).contains("SCOPE_MISSING");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(OpsCommands.run("code").status()).isEqualTo(2);
  }

  private static String done(String... arguments) throws Exception {
    Ended ended = OpsCommands.run(arguments);
    assertThat(ended.status()).as(ended.output()).isZero();
    return ended.output();
  }

  private static JsonNode json(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--json";
    return JsonMapper.shared().readTree(done(all));
  }
}

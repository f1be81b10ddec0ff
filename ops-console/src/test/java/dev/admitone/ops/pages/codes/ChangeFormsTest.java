package dev.admitone.ops.pages.codes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Lane;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The forms of the pages of codes, sent as a browser without a script sends them. */
@Tag("services")
class ChangeFormsTest {

  private static Lane lane;
  private static Console console;

  private final LedgerRows rows = new LedgerRows(TestLedger.shared());
  private final String code = LedgerRows.newCode();
  private PageClient client;

  @BeforeAll
  static void start() {
    TestLog log = TestLog.create();
    lane = Lane.start(log, TestLedger.shared());
    console = Console.on(TestLedger.shared(), log.settings());
  }

  @AfterAll
  static void stop() {
    console.close();
    lane.close();
  }

  @BeforeEach
  void signIn() {
    client = PageClient.signedIn(console, Tokens.operator());
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void aCodeIsCreatedChangedRevokedAndRestored() {
    assertThat(page(send("/codes", "/codes", Map.of("code", code, "maxUses", "5"))))
        .contains("The change was made")
        .contains("0 of 5");
    assertThat(
            page(
                send(
                    "/codes/" + code,
                    "/codes/" + code + "/change",
                    Map.of("maxUses", "7", "seenMaxUses", "5"))))
        .contains("0 of 7");
    assertThat(page(send("/codes/" + code, "/codes/" + code + "/revocation", Map.of())))
        .contains("REVOKED");
    assertThat(page(send("/codes/" + code, "/codes/" + code + "/restoration", Map.of())))
        .contains("USABLE");
    String audit = client.get("/audit?target=" + code).body();
    assertThat(audit).contains("CREATE").contains("REVOKE").contains("a test").contains("olga");
    assertThat(audit).contains("\"maxUses\":5");
  }

  @Test
  void aUseIsGivenBack() {
    rows.invite(code);
    UUID use = rows.use(code, LedgerRows.newUser(), Instant.now());
    assertThat(client.get("/codes/" + code).body()).contains("release=" + use);
    HttpResponse<String> response =
        send("/codes/" + code, "/codes/" + code + "/release", Map.of("useId", use.toString()));
    assertThat(page(response)).contains("The change was made");
    assertThat(client.get("/requests/" + use).body()).contains("The use was given back");
  }

  @Test
  void ofTwoOperatorsTheSecondChangesNothingThatTheFirstHasChanged() {
    rows.invite(code);
    Map<String, String> seen = Map.of("maxUses", "3", "seenMaxUses", "");
    send("/codes/" + code, "/codes/" + code + "/change", seen);
    HttpResponse<String> second =
        send(
            "/codes/" + code,
            "/codes/" + code + "/change",
            Map.of("maxUses", "9", "seenMaxUses", ""));
    assertThat(page(second)).contains("was changed since you opened the form").contains("0 of 3");
  }

  @Test
  void aFormThatIsSentTwiceChangesOnce() {
    Map<String, String> form = Map.of("code", code, "key", "the-same-key");
    String first = send("/codes", "/codes", form).headers().firstValue("Location").orElseThrow();
    String second = send("/codes", "/codes", form).headers().firstValue("Location").orElseThrow();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aFormWithoutAReasonOrAConfirmationChangesNothing() {
    rows.invite(code);
    for (Map<String, String> form :
        List.of(
            Map.of("confirmed", "yes"),
            Map.of("confirmed", "yes", "reason", "x".repeat(501)),
            Map.of("reason", "a test"))) {
      HttpResponse<String> response =
          client.sendFrom("/codes/" + code, "/codes/" + code + "/revocation", form);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("<h1>Not understood</h1>");
    }
    assertThat(client.get("/codes/" + code).body()).contains("USABLE");
  }

  @Test
  void aLeakedCodeIsRevokedWithAllItsSiblings() {
    for (String sibling : new String[] {"A", "B", "C"}) {
      rows.invite(code.substring(0, 20) + sibling);
    }
    String prefix = code.substring(0, 20);
    HttpResponse<String> frozen =
        client.sendFrom(
            "/codes?prefix=" + prefix,
            "/revocations",
            Map.of("prefix", prefix, "reason", "leaked"));
    assertThat(frozen.statusCode()).isEqualTo(303);
    String set = frozen.headers().firstValue("Location").orElseThrow();
    assertThat(client.get(set).body()).contains("Revoke 3 codes").contains(prefix + "B");
    HttpResponse<String> wrong =
        client.sendFrom(set, set + "/confirmation", Map.of("codes", "2", "confirmed", "yes"));
    assertThat(wrong.statusCode()).isEqualTo(409);
    client.sendFrom(set, set + "/confirmation", Map.of("codes", "3", "confirmed", "yes"));
    Await.patiently().until(() -> client.get("/codes/" + prefix + "C").body().contains("REVOKED"));
  }

  private HttpResponse<String> send(String page, String path, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("reason", "a test");
    all.put("confirmed", "yes");
    all.putAll(fields);
    HttpResponse<String> response = client.sendFrom(page, path, all);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
    return response;
  }

  private String page(HttpResponse<String> response) {
    return client.get(response.headers().firstValue("Location").orElseThrow()).body();
  }
}

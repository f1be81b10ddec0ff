package dev.admitone.ops.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.html.Paths;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.Tokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the pages show of the ledger. */
@Tag("services")
@Tag("essential")
class PagesTest {

  private static final String EVIL =
      "<img src=x onerror=alert(1)>\"'</textarea><script>alert(2)</script>";

  private final LedgerRows rows = new LedgerRows(TestLedger.shared());
  private final String code = LedgerRows.newCode();
  private final String user = LedgerRows.newUser();
  private final PageClient client = PageClient.signedIn(Console.shared(), Tokens.operator());

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void theBoxLeadsToWhatHasOneMeaning() {
    rows.invite(code);
    UUID request = rows.use(code, user, Instant.now());
    assertThat(location("/search?q=" + code.toLowerCase(Locale.ROOT))).isEqualTo("/codes/" + code);
    assertThat(location("/search?q=" + user)).isEqualTo("/users?id=" + user);
    assertThat(location("/search?q=" + request)).isEqualTo("/requests/" + request);
    assertThat(location("/search?q=7-1234")).endsWith("/records/7-1234");
  }

  @Test
  void aCallersKeyIsFoundWithTheCaller() {
    assertThat(location("/search?q=order-1&caller=frontend"))
        .isEqualTo("/requests/8a03dfe9-e69b-8219-be0d-bc484c21b326");
    assertThat(client.get("/search?q=order-1").body()).contains("For a caller");
  }

  @Test
  void whatIsFoundNowhereIsSaidSo() {
    HttpResponse<String> response = client.get("/search?q=no-such-thing-at-all");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("has no code and no user with this name");
  }

  @Test
  void aCodeHasItsUsesOfAllTimesUnlessATimeIsTyped() {
    rows.invite(code);
    rows.use(code, user, Instant.now().minus(Duration.ofDays(5)));
    assertThat(client.get(Paths.code(code)).body())
        .contains("Uses of all times, the newest first")
        .contains("Give back the use of " + user);
    assertThat(client.get(Paths.code(code) + "?from=" + Instant.now().minusSeconds(60)).body())
        .contains("There is no use in this time.")
        .doesNotContain("There is no use.", user);
  }

  @Test
  void aUserThatCannotSignUpIsExplained() {
    rows.invite(code);
    rows.refusal(code, user, "EXHAUSTED", Instant.now());
    String body = client.get(Paths.user(user)).body();
    assertThat(body)
        .contains("The user has no use and no profile. The latest request was refused: EXHAUSTED.")
        .contains("Raise the limit of the code")
        .contains("/codes/" + code);
  }

  @Test
  void aUserWhoseOnlyUseWasGivenBackIsToldSo() {
    rows.invite(code);
    UUID use = rows.use(code, user, Instant.now().minusSeconds(60));
    rows.release(UUID.randomUUID(), use);
    assertThat(location("/search?q=" + user)).isEqualTo("/users?id=" + user);
    assertThat(client.get(Paths.user(user)).body())
        .contains("The user had a use of " + code + ", which a test gave back. The reason: a test")
        .contains("/requests/" + use)
        .doesNotContain("The ledger knows nothing");
    rows.refusal(code, user, "EXHAUSTED", Instant.now());
    assertThat(client.get(Paths.user(user)).body())
        .contains("The latest request was refused: EXHAUSTED.", "Raise the limit of the code")
        .contains("Latest uses that were given back");
  }

  @Test
  void adviceIsAboutARefusalThatNoUseHasFollowed() {
    rows.invite(code);
    rows.refusal(code, user, "UNKNOWN_CODE", Instant.now().minusSeconds(60));
    rows.use(code, user, Instant.now().minusSeconds(30));
    assertThat(client.get(Paths.user(user)).body())
        .contains("The user has a use of a code")
        .contains("UNKNOWN_CODE")
        .doesNotContain("What to do");
    rows.refusal(code, user, "ALREADY_USED", Instant.now());
    assertThat(client.get(Paths.user(user)).body()).contains("have the user sign in");
  }

  @Test
  void aUserThatTheLedgerDoesNotKnowIsSaidSo() {
    assertThat(client.get("/users/" + user).body())
        .contains("The ledger knows nothing of this user");
  }

  @Test
  void aRequestHasATimelineWithWhatIsNotShownAndWhy() {
    rows.invite(code);
    UUID request = rows.refusal(code, user, "EXPIRED", Instant.parse("2026-01-31T12:00:00Z"));
    assertThat(client.get("/requests/" + request).body())
        .contains("A lane decided it")
        .contains("datetime=\"2026-01-31T12:00:00Z\"")
        .contains("2026-01-31 12:00:00.000 UTC")
        .contains("EXPIRED")
        .contains("Move the end of its validity");
  }

  @Test
  void whatCallersWroteIsShownAndNeverRun() {
    TestLedger.shared()
        .sql()
        .update("insert into invites (code, version, created_by) values (?, 1, ?)", code, EVIL);
    rows.use(code, EVIL, Instant.now());
    for (String path :
        new String[] {
          "/codes/" + code,
          "/codes?prefix=" + code,
          Paths.user(EVIL),
          Paths.with("/search", "q", EVIL + " unknown")
        }) {
      assertThat(client.get(path).body())
          .as(path)
          .contains("&lt;img")
          .doesNotContain("<img")
          .doesNotContain("<script>alert");
    }
  }

  @Test
  void listsAreFilesToo() {
    rows.invite(code);
    HttpResponse<String> file = client.get("/export/codes?prefix=" + code + "&format=csv");
    assertThat(file.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"codes.csv\"");
    assertThat(file.body().lines()).hasSize(2);
  }

  private String location(String path) {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(303);
    return response.headers().firstValue("Location").orElseThrow();
  }
}

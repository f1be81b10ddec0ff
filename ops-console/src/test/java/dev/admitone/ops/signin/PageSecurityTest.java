package dev.admitone.ops.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.Tokens;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages say to browsers of themselves, and which forms are refused. */
@Tag("services")
@Tag("essential")
class PageSecurityTest {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'";

  private static final Map<String, String> REVOCATION =
      Map.of("reason", "a test", "confirmed", "yes");

  private final Console console = Console.shared();
  private final LedgerRows rows = new LedgerRows(TestLedger.shared());
  private final String code = LedgerRows.newCode();

  @ParameterizedTest
  @ValueSource(strings = {"/", "/codes", "/sign-in", "/nothing", "/static/console.css", "/search"})
  void eachResponseHasThePolicyToTheLetter(String path) {
    try (PageClient client = PageClient.signedIn(console, Tokens.reader())) {
      HttpResponse<String> response = client.get(path);
      assertThat(response.headers().allValues("Content-Security-Policy")).containsExactly(POLICY);
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
      assertThat(response.headers().firstValue("Cross-Origin-Opener-Policy"))
          .hasValue("same-origin");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/codes",
        "/audit",
        "/drift",
        "/sessions",
        "/statistics",
        "/imports",
        "/search",
        "/sign-in"
      })
  void noPageHasAScriptOrAStyleOfItsOwn(String path) {
    try (PageClient client = PageClient.signedIn(console, Tokens.operator())) {
      assertThat(client.get(path).body())
          .doesNotContainPattern("<script(?![^>]* src=)")
          .doesNotContain("<style")
          .doesNotContainPattern("\\sstyle=")
          .doesNotContainPattern("\\son[a-z]+=")
          .doesNotContain("hx-on")
          .doesNotContain("javascript:");
    }
  }

  @Test
  void aFormWithoutTheTokenOfItsPageIsRefused() {
    rows.invite(code);
    try (PageClient client = PageClient.signedIn(console, Tokens.operator())) {
      HttpResponse<String> response = client.send("/codes/" + code + "/revocation", REVOCATION);
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.body()).contains("Nothing was changed");
    }
    assertThat(isRevoked()).isFalse();
  }

  @Test
  void aFormWithTheTokenOfAnotherSessionIsRefused() {
    rows.invite(code);
    try (PageClient other = PageClient.signedIn(console, Tokens.operator());
        PageClient client = PageClient.signedIn(console, Tokens.operator())) {
      HttpResponse<String> response =
          client.send(
              "/codes/" + code + "/revocation",
              Map.of("reason", "x", "confirmed", "yes", "_csrf", other.csrf("/codes")));
      assertThat(response.statusCode()).isEqualTo(403);
    }
    assertThat(isRevoked()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://other.example.org",
    "Origin, null",
  })
  void aFormOfAnotherSiteIsRefusedEvenWithTheRightToken(String header, String value) {
    rows.invite(code);
    try (PageClient client = PageClient.signedIn(console, Tokens.operator())) {
      HttpResponse<String> response =
          client.sendFrom("/codes", "/codes/" + code + "/revocation", REVOCATION, header, value);
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.body()).contains("another site");
    }
    assertThat(isRevoked()).isFalse();
  }

  @Test
  void anotherSiteCannotSignAnOperatorIn() {
    try (PageClient client = new PageClient(console)) {
      HttpResponse<String> response =
          client.send(
              "/sign-in", Map.of("token", Tokens.operator()), "Sec-Fetch-Site", "cross-site");
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(client.cookie()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/codes",
        "/codes/%s/change",
        "/codes/%s/revocation",
        "/codes/%s/restoration",
        "/codes/%s/release",
        "/revocations",
        "/imports",
        "/nothing"
      })
  void anOperatorThatMayOnlyLookAndForgesAFormChangesNothing(String path) {
    rows.invite(code);
    try (PageClient client = PageClient.signedIn(console, Tokens.reader())) {
      // The form for signing out is the one that such an operator has.
      HttpResponse<String> response = client.sendFrom("/codes", path.formatted(code), REVOCATION);
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.body()).contains("Your token does not permit this");
    }
    assertThat(isRevoked()).isFalse();
  }

  @Test
  void pagesOfOperatorsThatMayOnlyLookHaveNoFormThatChangesSomething() {
    rows.invite(code);
    try (PageClient client = PageClient.signedIn(console, Tokens.reader())) {
      for (String path : new String[] {"/codes", "/codes/" + code, "/imports"}) {
        assertThat(client.get(path).body().split("method=\"post\"", -1))
            .as(path + " has the form for signing out alone")
            .hasSize(2);
      }
    }
  }

  private boolean isRevoked() {
    return Boolean.TRUE.equals(
        TestLedger.shared()
            .sql()
            .queryForObject(
                "select revoked_at is not null from invites where code = ?", Boolean.class, code));
  }
}

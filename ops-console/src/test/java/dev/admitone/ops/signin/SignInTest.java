package dev.admitone.ops.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.Await;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions of operators begin and end. */
@Tag("services")
@Tag("essential")
class SignInTest {

  private final Console console = Console.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/codes", "/audit", "/imports", "/error", "/actuator/env", "/nothing"})
  void withoutASessionEachPageLeadsToTheOneForSigningIn(String path) {
    try (PageClient client = new PageClient(console)) {
      HttpResponse<String> response = client.get(path);
      assertThat(response.statusCode()).isEqualTo(303);
      assertThat(response.headers().firstValue("Location"))
          .hasValueSatisfying(to -> assertThat(to).startsWith("/sign-in?to="));
      assertThat(client.cookie()).as("no session is begun").isNull();
    }
  }

  @Test
  void theFormBeginsASessionAndLeadsToThePageThatWasAskedFor() {
    try (PageClient client = new PageClient(console)) {
      assertThat(client.get("/sign-in?to=/codes?prefix%3DA").body())
          .contains("name=\"to\" value=\"/codes?prefix=A\"");
      HttpResponse<String> response =
          client.send("/sign-in", Map.of("token", Tokens.reader(), "to", "/codes?prefix=A"));
      assertThat(response.statusCode()).isEqualTo(303);
      assertThat(response.headers().firstValue("Location")).hasValue("/codes?prefix=A");
      assertThat(response.headers().firstValue("Set-Cookie"))
          .hasValueSatisfying(
              cookie ->
                  assertThat(cookie)
                      .startsWith("admit-one-console=")
                      .contains("HttpOnly")
                      .contains("SameSite=Strict")
                      .as("this test's browser is on this machine")
                      .doesNotContain("Secure"));
      assertThat(client.get("/codes").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://other.example.org/, /",
    "//other.example.org, /",
    "/\\other.example.org, /",
    "/sign-out, /",
    "/codes/A, /codes/A",
  })
  void theWayOnNeverLeadsToAnotherSite(String to, String expected) {
    try (PageClient client = new PageClient(console)) {
      HttpResponse<String> response =
          client.send("/sign-in", Map.of("token", Tokens.reader(), "to", to));
      assertThat(response.headers().firstValue("Location")).hasValue(expected);
    }
  }

  @Test
  void aTokenThatIsNotBelievedBeginsNoSession() {
    try (PageClient client = new PageClient(console)) {
      HttpResponse<String> response = client.send("/sign-in", Map.of("token", "made-up"));
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).contains("This token is not valid here");
      assertThat(client.cookie()).isNull();
    }
  }

  @Test
  void aTokenOfAUserBeginsNoSession() {
    try (PageClient client = new PageClient(console)) {
      HttpResponse<String> response =
          client.send("/sign-in", Map.of("token", Tokens.of("redemptions:write")));
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(client.cookie()).isNull();
    }
  }

  @Test
  void aSessionThatWasKnownBeforeIsNotTakenOver() {
    try (PageClient client = PageClient.signedIn(console, Tokens.reader())) {
      String first = client.cookie();
      client.send("/sign-in", Map.of("token", Tokens.operator()));
      assertThat(client.cookie()).isNotEqualTo(first);
      client.useCookie(first);
      assertThat(client.get("/codes").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void aSessionEndsWithItsToken() {
    // Tokens are believed for 30 s longer than they say: clocks differ.
    try (Console strict = Console.on(TestLedger.shared(), "--admit-one.ops.tokens.leeway=0s");
        PageClient client =
            PageClient.signedIn(strict, Tokens.of("invites:admin", Duration.ofSeconds(4)))) {
      assertThat(client.get("/codes").statusCode()).isEqualTo(200);
      String csrf = client.csrf("/codes");
      Await.patiently().until(() -> client.get("/codes").statusCode() == 303);
      HttpResponse<String> form =
          client.send("/codes", Map.of("code", "LATE", "reason", "x", "_csrf", csrf));
      assertThat(form.statusCode()).isEqualTo(403);
      assertThat(form.body()).contains("Nothing was changed");
    }
  }

  @Test
  void aSessionEndsWithSigningOut() {
    try (PageClient client = PageClient.signedIn(console, Tokens.reader())) {
      String session = client.cookie();
      HttpResponse<String> response = client.sendFrom("/codes", "/sign-out", Map.of());
      assertThat(response.headers().firstValue("Location"))
          .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in?out=true"));
      client.useCookie(session);
      assertThat(client.get("/codes").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void aSessionIsNoTokenOfACall() {
    try (PageClient client = PageClient.signedIn(console, Tokens.operator())) {
      assertThat(client.get("/api/ops/invites").statusCode()).isEqualTo(401);
    }
  }
}

package dev.admitone.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.admitone.testcontainers.AdmitOneContainer;
import dev.admitone.testcontainers.NewInvite;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The module for other teams' tests, on the image that has everything. */
class AdmitOneContainerTest {

  private static final AdmitOneContainer admitOne = new AdmitOneContainer();

  @BeforeAll
  static void start() {
    admitOne.start();
  }

  @Test
  void aUserRedeemsACodeOnce() throws Exception {
    String code = admitOne.createInvite(NewInvite.unlimited().withMaxUses(1));
    HttpRequest redemption =
        HttpRequest.newBuilder(admitOne.gateway().resolve("/api/redemptions"))
            .header("Authorization", "Bearer " + admitOne.token("ann"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"code\":\"%s\",\"userId\":\"ann\"}".formatted(code)))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    var first = client.send(redemption, HttpResponse.BodyHandlers.ofString());
    var second = client.send(redemption, HttpResponse.BodyHandlers.ofString());
    assertThat(first.body()).contains("\"status\":\"REDEEMED\"");
    assertThat(second.body()).contains("\"reason\":\"ALREADY_USED\"");
  }

  @Test
  void aCodeHasExpiredWithoutWaiting() throws Exception {
    String code =
        admitOne.createInvite(
            NewInvite.unlimited().withExpiresAt(Instant.parse("2020-01-01T00:00:00Z")));
    Api service = new Api(admitOne.gateway(), admitOne.serviceToken());
    assertThat(service.redeem(code, "ann").outcome()).isEqualTo("EXPIRED");
  }

  @Test
  void aTokenOfAUserActsForNobodyElse() throws IOException {
    String code = admitOne.createInvite(NewInvite.unlimited().withCode("WELCOME"));
    assertThat(code).isEqualTo("WELCOME");
    Api bob = new Api(admitOne.gateway(), admitOne.token("bob"));
    assertThat(bob.redeem(code, "ann").outcome()).isEqualTo("OTHER_USER");
  }

  @Test
  void aCodeThatExistsIsSaidToExist() {
    admitOne.createInvite(NewInvite.unlimited().withCode("TWICE"));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> admitOne.createInvite(NewInvite.unlimited().withCode("TWICE").withMaxUses(2)))
        .withMessageContaining("CODE_EXISTS");
  }

  @Test
  void isHealthyAndRunsAsAUserWithoutRights() throws Exception {
    Waiting.patiently().until(admitOne::isHealthy);
    assertThat(admitOne.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
  }

  @Test
  void thePageForOtherTeamsShowsWhatIsTestedHere() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "testing-with-admit-one.md"));
    String shown = page.substring(page.indexOf("```java\n") + "```java\n".length());
    assertThat(Files.readString(Path.of("src/test/java/dev/admitone/containers", SOURCE)))
        .contains(shown.substring(0, shown.indexOf("```")));
  }

  private static final String SOURCE = "AdmitOneContainerTest.java";

  @AfterAll
  static void stop() {
    admitOne.stop();
  }
}

package dev.admitone.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import dev.admitone.testcontainers.AdmitOneContainer;
import dev.admitone.testcontainers.InviteChange;
import dev.admitone.testcontainers.NewInvite;
import dev.admitone.testcontainers.NewToken;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The module for other teams' tests, on the image that has everything. */
class AdmitOneContainerTest {

  // Another run's container is not this one's.
  private static final String RUN = UUID.randomUUID().toString();
  private static final AdmitOneContainer admitOne = container();

  private static AdmitOneContainer container() {
    return new AdmitOneContainer().withReuse(true).withLabel("run", RUN);
  }

  @BeforeAll
  static void start() {
    // What is to be used again outlives its JVM, unless it is stopped.
    Runtime.getRuntime().addShutdownHook(new Thread(admitOne::stop));
    admitOne.start();
  }

  @AfterAll
  static void stop() {
    admitOne.stop();
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
  void aCodeIsNotYetOrNoLongerRedeemedWithoutWaiting() throws Exception {
    assertOutcome(
        "EXPIRED", 410, NewInvite.unlimited().withExpiresAt(Instant.parse("2020-01-01T00:00:00Z")));
    assertOutcome(
        "NOT_YET_VALID",
        409,
        NewInvite.unlimited().withStartsAt(Instant.parse("2120-01-01T00:00:00Z")));
    assertOutcome("EXHAUSTED", 409, NewInvite.unlimited().withMaxUses(0));
    assertThat(service().redeem("NO-SUCH-CODE", "ann").outcome()).isEqualTo("UNKNOWN_CODE");
  }

  private static void assertOutcome(String outcome, int status, NewInvite invite)
      throws IOException {
    ApiClient.Response answer = service().redeem(admitOne.createInvite(invite), "ann");
    assertThat(answer.outcome()).isEqualTo(outcome);
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void aCodeIsRevokedAndChanged() throws Exception {
    String code = admitOne.createInvite(NewInvite.unlimited().withMaxUses(1));
    admitOne.revokeInvite(code);
    ApiClient.Response revoked = service().redeem(code, "ann");
    assertThat(revoked.outcome()).isEqualTo("REVOKED");
    assertThat(revoked.status()).isEqualTo(410);
    admitOne.changeInvite(code, InviteChange.nothing().withRevoked(false).withMaxUses(2));
    assertThat(service().redeem(code, "ann").outcome()).isEqualTo("REDEEMED");
    assertThat(service().redeem(code, "bob").outcome()).isEqualTo("REDEEMED");
    assertThat(service().redeem(code, "cleo").outcome()).isEqualTo("EXHAUSTED");
    admitOne.changeInvite(code, InviteChange.nothing().withoutMaxUses());
    assertThat(service().redeem(code, "cleo").outcome()).isEqualTo("REDEEMED");
    assertThatIllegalStateException()
        .isThrownBy(() -> admitOne.revokeInvite("NO-SUCH-CODE"))
        .withMessageContaining("UNKNOWN_CODE");
  }

  @Test
  void theConsoleShowsWhatATestDid() throws IOException {
    String code = admitOne.createInvite(NewInvite.unlimited().withMaxUses(1));
    assertThat(service().redeem(code, "ann").outcome()).isEqualTo("REDEEMED");
    ApiClient operator = new ApiClient(admitOne.console(), admitOne.readerToken());
    assertThat(operator.get("/api/ops/invites/" + code).text("state")).isEqualTo("EXHAUSTED");
    assertThat(
            operator
                .get("/api/ops/invites/%s/uses".formatted(code))
                .body()
                .at("/items/0/userId")
                .asString())
        .isEqualTo("ann");
    assertThat(operator.get("/api/ops/invites/NO-SUCH-CODE").outcome()).isEqualTo("UNKNOWN_CODE");
  }

  @Test
  void aUseIsGivenBackOnce() throws Exception {
    String code = admitOne.createInvite(NewInvite.unlimited().withMaxUses(1));
    String requestId = service().redeem(code, "ann").text("requestId");
    admitOne.releaseUse(code, requestId);
    assertThat(service().redeem(code, "bob").outcome()).isEqualTo("REDEEMED");
    assertThatIllegalStateException()
        .isThrownBy(() -> admitOne.releaseUse(code, requestId))
        .withMessageContaining("ALREADY_RELEASED");
  }

  @Test
  void aTokenOfAUserActsForNobodyElse() throws IOException {
    String code = admitOne.createInvite(NewInvite.unlimited());
    assertThat(as(NewToken.ofUser("bob")).redeem(code, "ann").outcome()).isEqualTo("OTHER_USER");
  }

  @Test
  void tokensAreMadeHereWithAnyTimesScopesAndClaims() throws IOException {
    String code = admitOne.createInvite(NewInvite.unlimited());
    NewToken ann = NewToken.ofUser("ann");
    Instant past = Instant.now().minusSeconds(3_600);
    assertThat(as(ann.withExpiresAt(past)).redeem(code, "ann").outcome())
        .isEqualTo("TOKEN_INVALID");
    assertThat(as(ann.withClaim("aud", "another-service")).redeem(code, "ann").outcome())
        .isEqualTo("TOKEN_INVALID");
    assertThat(as(ann.withClaim("exp", null)).redeem(code, "ann").outcome())
        .isEqualTo("TOKEN_INVALID");
    assertThat(as(ann).createInvite(Map.of(), "Prefer", "wait=30").outcome())
        .isEqualTo("SCOPE_MISSING");
    NewToken all = ann.withScopes("redemptions:write invites:admin");
    assertThat(as(all).redeem(code, "bob").outcome()).isEqualTo("REDEEMED");
    assertThat(as(all).createInvite(Map.of(), "Prefer", "wait=30").status()).isEqualTo(201);
    long begin = System.nanoTime();
    IntStream.range(0, 1_000).forEach(i -> admitOne.token("user-" + i));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aCodeThatExistsIsSaidToExist() throws IOException {
    admitOne.createInvite(NewInvite.unlimited().withCode("TWICE"));
    assertThat(
            new ApiClient(admitOne.gateway(), admitOne.adminToken())
                .createInvite(Map.of("code", "TWICE", "maxUses", 2), "Prefer", "wait=30")
                .outcome())
        .isEqualTo("CODE_EXISTS");
  }

  @Test
  void aContainerThatIsUsedAgainTakesTheSameCodesAndBelievesItsTokens() throws IOException {
    NewInvite invite = NewInvite.unlimited().withCode("WELCOME").withMaxUses(5);
    assertThat(admitOne.createInvite(invite)).isEqualTo("WELCOME");
    admitOne.revokeInvite("WELCOME");
    AdmitOneContainer again = container();
    again.start();
    assertThat(again.getContainerId()).isEqualTo(admitOne.getContainerId());
    assertThat(again.createInvite(invite)).isEqualTo("WELCOME");
    ApiClient ann = new ApiClient(again.gateway(), again.token("ann"));
    assertThat(ann.redeem("WELCOME", "ann").outcome()).isEqualTo("REDEEMED");
  }

  @Test
  void a202IsAskedForAndSoIsTooMuch() throws IOException {
    String code = admitOne.createInvite(NewInvite.unlimited());
    ApiClient dora = as(NewToken.ofUser("dora"));
    assertThat(dora.redeem(code, "dora", "Prefer", "respond-async").status()).isEqualTo(202);
    int status = 0;
    for (int i = 0; i < 1_000 && status != 429; i++) {
      status = dora.redeem(code, "dora").status();
    }
    assertThat(status).isEqualTo(429);
  }

  @Test
  void aDeadLetterAndABrokerThatRefusesAreProvoked() throws IOException {
    String code = admitOne.createInvite(NewInvite.unlimited());
    admitOne.deadLetterRedemptionsOf(code);
    ApiClient.Response dead = service().redeem(code, "ann", "Prefer", "wait=30");
    assertThat(dead.status()).isEqualTo(500);
    assertThat(dead.outcome()).isEqualTo("DEAD_LETTERED");
    String other = admitOne.createInvite(NewInvite.unlimited());
    admitOne.stopTakingRequests();
    try {
      ApiClient.Response refused = service().redeem(other, "ann");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.outcome()).isEqualTo("NOT_ACKNOWLEDGED");
    } finally {
      admitOne.takeRequestsAgain();
    }
    assertThat(service().redeem(other, "ann").outcome()).isEqualTo("REDEEMED");
  }

  @Test
  void aNameAnAddressAndANumberAreTakenOnce() throws IOException {
    String code = admitOne.createInvite(NewInvite.unlimited());
    assertThat(signUp(code, "eve", "eve", "eve@example.com", "+15555550101").status())
        .isEqualTo(200);
    assertThat(signUp(code, "fay", "Eve", "fay@example.com", "+15555550102").outcome())
        .isEqualTo("USERNAME_TAKEN");
    assertThat(signUp(code, "fay", "fay", "Eve@example.com", "+15555550102").outcome())
        .isEqualTo("EMAIL_TAKEN");
    assertThat(signUp(code, "fay", "fay", "fay@example.com", "+15555550101").outcome())
        .isEqualTo("PHONE_TAKEN");
  }

  private static ApiClient.Response signUp(
      String code, String userId, String username, String email, String phone) throws IOException {
    return service()
        .post(
            "/api/auth/complete-phone-signup",
            Map.of(
                "userId", userId,
                "email", email,
                "password", "SecurePass123!",
                "username", username,
                "displayName", userId,
                "inviteCode", code,
                "phone", phone),
            "Prefer",
            "wait=30");
  }

  @Test
  void aKeyIsOneRequestsAlone() throws IOException {
    String code = admitOne.createInvite(NewInvite.unlimited());
    String other = admitOne.createInvite(NewInvite.unlimited());
    String key = UUID.randomUUID().toString();
    assertThat(service().redeem(code, "gus", "Idempotency-Key", key).outcome())
        .isEqualTo("REDEEMED");
    ApiClient.Response reused = service().redeem(other, "gus", "Idempotency-Key", key);
    assertThat(reused.status()).isEqualTo(422);
    assertThat(reused.outcome()).isEqualTo("REQUEST_ID_REUSED");
    String refused = service().redeem(code, "gus").text("requestId");
    assertThatIllegalStateException()
        .isThrownBy(() -> admitOne.releaseUse(code, refused))
        .withMessageContaining("USE_NOT_FOUND");
  }

  @Test
  void aContainerThatIsPausedDoesNotAnswer() throws IOException {
    HttpRequest anything =
        HttpRequest.newBuilder(admitOne.gateway()).timeout(Duration.ofSeconds(1)).build();
    HttpClient client = HttpClient.newHttpClient();
    // The kernel gives a freeze up while many threads begin: the engine says so, and is asked
    // again.
    Await.patiently()
        .ignoreException(InternalServerErrorException.class)
        .untilAsserted(
            () -> admitOne.getDockerClient().pauseContainerCmd(admitOne.getContainerId()).exec());
    try {
      assertThatExceptionOfType(HttpTimeoutException.class)
          .isThrownBy(() -> client.send(anything, HttpResponse.BodyHandlers.discarding()));
    } finally {
      admitOne.getDockerClient().unpauseContainerCmd(admitOne.getContainerId()).exec();
    }
    String code = admitOne.createInvite(NewInvite.unlimited());
    assertThat(service().redeem(code, "hal").outcome()).isEqualTo("REDEEMED");
  }

  @Test
  void isHealthyAndRunsAsAUserWithoutRights() throws Exception {
    Await.patiently().until(admitOne::isHealthy);
    assertThat(admitOne.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
  }

  @Test
  void thePageForOtherTeamsShowsWhatIsTestedHere() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "how-to", "test-with-admit-one.md"));
    String source =
        Files.readString(
            Path.of("src/test/java/dev/admitone/containers", "AdmitOneContainerTest.java"));
    String shown = page.substring(page.indexOf("```java\n") + "```java\n".length());
    assertThat(source).contains(shown.substring(0, shown.indexOf("```")));
  }

  private static ApiClient service() {
    return new ApiClient(admitOne.gateway(), admitOne.serviceToken());
  }

  private static ApiClient as(NewToken token) {
    return new ApiClient(admitOne.gateway(), admitOne.token(token));
  }
}

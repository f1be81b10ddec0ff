package dev.admitone.local.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.command.BearerToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the smoke tests make of answers that no real deployment gives. */
class SmokeTestsTest {

  private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.e30.secret";
  private static final String REDEEM = "POST /api/redemptions";
  private static final String VALIDATE = "POST /api/invites/validate";
  private static final String RELEASE = "POST /api/release";
  private static final String REVOKE = "PATCH /api/invites/";

  private static final String FIRST = "200 {\"status\":\"REDEEMED\",\"requestId\":\"id-1\"}";
  private static final String SECOND = "200 {\"status\":\"REDEEMED\",\"requestId\":\"id-2\"}";
  private static final String USED = "409 {\"reason\":\"ALREADY_USED\",\"error\":\"Used\"}";
  private static final String EXHAUSTED = "409 {\"reason\":\"EXHAUSTED\"}";
  private static final String FULL = "200 {\"isValid\":true,\"invite\":{\"remainingUses\":3}}";
  private static final String EMPTY = "200 {\"isValid\":false,\"reason\":\"EXHAUSTED\"}";

  private FalseDeployment deployment;

  @BeforeEach
  void start() throws IOException {
    deployment =
        new FalseDeployment()
            .on(VALIDATE, FULL, EMPTY, FULL)
            .on(REDEEM, FIRST, FIRST, USED, SECOND, SECOND, EXHAUSTED);
  }

  @AfterEach
  void stop() {
    deployment.close();
  }

  private record Ended(boolean passed, String output) {}

  private Ended run() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean passed =
        SmokeTests.run(
            deployment.address(),
            new BearerToken(TOKEN),
            new PrintStream(bytes, true, UTF_8),
            Duration.ofMillis(200));
    return new Ended(passed, bytes.toString(UTF_8));
  }

  @Test
  void rightAnswersPassAndEachIsShown() {
    Ended ended = run();
    assertThat(ended.output())
        .contains("Passed: 10 checks in ")
        .contains("409 ALREADY_USED \"Used\"")
        .contains("200 REDEEMED; 200 REDEEMED; 409 EXHAUSTED")
        .doesNotContain("FAILED");
    assertThat(ended.passed()).isTrue();
    assertThat(deployment.calls()).containsOnlyOnce(REVOKE).last().isEqualTo(REVOKE);
    // One for each request that was granted, however often its answer came.
    assertThat(deployment.calls()).filteredOn(RELEASE::equals).hasSize(3);
  }

  @Test
  void aUserWhoGetsTwoUsesFailsAndBothAreGivenBack() {
    deployment.on(REDEEM, FIRST, FIRST, SECOND, SECOND, EXHAUSTED, EXHAUSTED);
    assertFails("test 2: the same user once more", "200 REDEEMED");
    assertThat(deployment.calls()).filteredOn(RELEASE::equals).hasSize(3);
  }

  @Test
  void oneUseTooManyFails() {
    deployment.on(REDEEM, FIRST, FIRST, USED, SECOND);
    assertFails("test 3: 3 users at once, 2 uses left", "200 REDEEMED; 200 REDEEMED; 200 REDEEMED");
  }

  @Test
  void oneUseTooFewFails() {
    deployment.on(REDEEM, FIRST, FIRST, USED, SECOND, EXHAUSTED);
    assertFails("test 3: 3 users at once, 2 uses left", "200 REDEEMED; 409 EXHAUSTED; 409");
  }

  @Test
  void aBusyAnswerIsNoGracefulRefusal() {
    deployment.on(REDEEM, FIRST, FIRST, USED, SECOND, SECOND, "409 {\"reason\":\"BUSY\"}");
    assertFails("test 3: 3 users at once, 2 uses left", "409 BUSY");
  }

  @Test
  void anotherRequestUnderTheSameKeyFails() {
    deployment.on(REDEEM, FIRST, SECOND, USED, SECOND, SECOND, EXHAUSTED);
    assertFails("test 1: sent again with its key", "200 REDEEMED, another request");
  }

  @Test
  void aCountThatDoesNotFollowFails() {
    deployment.on(VALIDATE, FULL);
    assertFails("test 3: no use is left", "uses left: 3");
  }

  @Test
  void aUseThatIsNotGivenBackFailsAndTheCodeIsRevokedAllTheSame() {
    deployment.on(RELEASE, "404 {\"reason\":\"USE_NOT_FOUND\"}");
    assertFails("the uses are given back", "404 USE_NOT_FOUND");
    assertThat(deployment.calls()).last().isEqualTo(REVOKE);
  }

  @Test
  void aCodeThatIsNotRevokedFails() {
    deployment.on(REVOKE, "202 {\"status\":\"PENDING\"}");
    assertFails("the code is revoked", "202 PENDING");
  }

  @Test
  void aRequestThatIsNotDecidedEndsTheTestsAndIsGivenBackBehindItInTheLog() {
    deployment
        .on(REDEEM, "202 {\"status\":\"PENDING\",\"requestId\":\"id-1\"}")
        .on(VALIDATE, FULL)
        .on(RELEASE, "404 {\"reason\":\"USE_NOT_FOUND\"}");
    Ended ended = assertFails("test 1: a user redeems it", "not decided within 30 s");
    assertThat(ended.output()).contains("ok      the uses are given back");
    assertThat(deployment.calls()).containsOnlyOnce(REDEEM, RELEASE, REVOKE);
  }

  @Test
  void aRequestThatIsBrokenOffIsSentAgainWithItsKeySoThatItsUseCanBeGivenBack() {
    deployment.on(REDEEM, "0 ", FIRST).on(VALIDATE, FULL);
    assertFails("test 1: a user redeems it", "no response: ");
    assertThat(deployment.calls()).filteredOn(RELEASE::equals).hasSize(1);
  }

  @Test
  void aCodeThatMayHaveBeenMadeIsRevokedAndOneThatWasRefusedIsNot() {
    deployment.on("POST /api/invites", "503 {\"reason\":\"NOT_ACKNOWLEDGED\"}");
    assertFails("a code with 3 uses is made", "503 NOT_ACKNOWLEDGED");
    assertThat(deployment.calls()).containsExactly("POST /api/invites", REVOKE);
    deployment.on("POST /api/invites", "503 {\"reason\":\"NOT_READY\"}");
    assertFails("a code with 3 uses is made", "503 NOT_READY");
    assertThat(deployment.calls()).containsOnlyOnce(REVOKE);
  }

  @Test
  void theTokenIsNotPrintedWhenAnAnswerRepeatsItAndControlsDoNotReachTheTerminal() {
    deployment.on(
        "POST /api/invites", "400 {\"reason\":\"X\",\"error\":\"{token} is bad \\u001b[2J\"}");
    Ended ended = assertFails("a code with 3 uses is made", "Bearer [token] is bad ?[2J");
    assertThat(ended.output()).doesNotContain(TOKEN);
  }

  @Test
  void aPageThatIsNoGatewayFails() {
    deployment.on("POST /api/invites", "200 <html>Welcome</html>");
    assertFails("a code with 3 uses is made", "  200\n");
  }

  private Ended assertFails(String check, String seen) {
    Ended ended = run();
    assertThat(ended.passed()).isFalse();
    assertThat(ended.output()).contains("Failed: ");
    assertThat(ended.output().lines().filter(line -> line.contains("FAILED")))
        .anySatisfy(line -> assertThat(line + "\n").contains(check, seen));
    return ended;
  }
}

package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.settings.StackPort;
import dev.admitone.system.Clients;
import dev.admitone.system.UpProcess;
import dev.admitone.testsupport.ApiClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./admit up} does, as processes: a first start, one after a kill, and a fresh one,
 * each of them used for all that can be seen there.
 */
@Timeout(900)
@Tag("services")
class UpTest {

  private static final String[] KEY = {"Idempotency-Key", "k"};

  @TempDir Path data;

  @Test
  void fromTheFirstStartOverAKillToAFreshOne() throws Exception {
    String[] asUser;
    try (UpProcess up = UpProcess.start(data, List.of())) {
      URI gateway = up.awaitReady();
      theDemoCodesAreThere(Clients.of(gateway, up.tokenKey()));
      assertThat(page(up.printedPage())).contains("swagger-ui-bundle.js");
      aSecondOneOnTheSameDataIsRefusedInOneLineAndTheFirstGoesOn(up, gateway);
      asUser = new String[] {"Authorization", "Bearer " + up.tokenKey().forUser("user-5")};
      theKeyIsItsOwnersAloneAndSaysWhoCalls(up, gateway, asUser);
      ApiClient api = Clients.of(gateway, up.tokenKey());
      assertThat(api.redeem("LAST1", "user-1", KEY).status()).isEqualTo(200);
      assertThat(data.resolve("ready")).exists();
      up.kill();
    }
    try (UpProcess up = UpProcess.start(data, List.of())) {
      URI gateway = up.awaitReady();
      nothingIsLost(gateway, up, asUser);
      sigtermStopsItCleanly(up);
    }
    try (UpProcess up = UpProcess.start(data, List.of("--fresh"))) {
      URI gateway = up.awaitReady();
      assertThat(Clients.of(gateway, up.tokenKey()).redeem("LAST1", "user-2").outcome())
          .isEqualTo("REDEEMED");
      assertThat(new ApiClient(gateway).redeem("HOT", "user-5", asUser).outcome())
          .isEqualTo("TOKEN_INVALID");
    }
  }

  private static void theDemoCodesAreThere(ApiClient api) {
    assertThat(api.redeem("KTEST1", "user-1").outcome()).isEqualTo("REDEEMED");
    assertThat(api.redeem("HOT", "user-1").outcome()).isEqualTo("REDEEMED");
    assertThat(api.redeem("OLD1", "user-1").outcome()).isEqualTo("EXPIRED");
    assertThat(api.redeem("GONE1", "user-1").outcome()).isEqualTo("REVOKED");
  }

  private void aSecondOneOnTheSameDataIsRefusedInOneLineAndTheFirstGoesOn(UpProcess up, URI gateway)
      throws Exception {
    try (UpProcess second = UpProcess.start(data, List.of("--fresh"))) {
      assertThat(second.linesToTheEnd())
          .hasSize(2)
          .last()
          .asString()
          .contains("Another ./admit up is running", "ADMIT_DATA_DIR");
      assertThat(second.exitCode()).isEqualTo(1);
    }
    assertThat(Clients.of(gateway, up.tokenKey()).redeem("HOT", "user-4").status()).isEqualTo(200);
  }

  private void theKeyIsItsOwnersAloneAndSaysWhoCalls(UpProcess up, URI gateway, String[] asUser)
      throws Exception {
    assertThat(Files.getPosixFilePermissions(data.resolve("token-key.json")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    ApiClient nobody = new ApiClient(gateway);
    assertThat(nobody.redeem("HOT", "user-5").outcome()).isEqualTo("TOKEN_MISSING");
    assertThat(nobody.redeem("HOT", "user-5", asUser).outcome()).isEqualTo("REDEEMED");
    assertThat(nobody.redeem("HOT", "user-2", asUser).outcome()).isEqualTo("OTHER_USER");
    assertThat(nobody.createInvite(Map.of(), asUser).outcome()).isEqualTo("SCOPE_MISSING");
    assertThat(up.printedToken()).isNotEmpty();
    String[] asPrinted = {"Authorization", "Bearer " + up.printedToken()};
    assertThat(nobody.redeem("HOT", "user-3", asPrinted).outcome()).isEqualTo("REDEEMED");
    String[] asAdmin = {"Authorization", "Bearer " + up.tokenKey().forAdmin()};
    assertThat(nobody.createInvite(Map.of(), asAdmin).status()).isEqualTo(201);
  }

  private static void nothingIsLost(URI gateway, UpProcess up, String[] asUser) {
    ApiClient api = Clients.of(gateway, up.tokenKey());
    assertThat(api.redeem("LAST1", "user-1", KEY).status()).isEqualTo(200);
    assertThat(api.redeem("LAST1", "user-2").outcome()).isEqualTo("EXHAUSTED");
    assertThat(new ApiClient(gateway).redeem("HOT", "user-5", asUser).outcome())
        .isEqualTo("ALREADY_USED");
  }

  private void sigtermStopsItCleanly(UpProcess up) throws Exception {
    up.terminate();
    assertThat(up.linesToTheEnd()).last().asString().startsWith("Stopped. The data are in " + data);
    assertThat(up.exitCode()).isZero();
    assertThat(data.resolve("ready")).doesNotExist();
  }

  @Test
  void aTakenPortIsNamedInOneLineWithTheVariableThatMovesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (StackPort port : StackPort.values()) {
        String number = String.valueOf(taken.getLocalPort());
        try (UpProcess up = UpProcess.start(data, List.of(), port.variable(), number)) {
          assertThat(up.linesToTheEnd())
              .hasSize(2)
              .last()
              .asString()
              .contains("Port " + number, "is taken", port.variable());
          assertThat(up.exitCode()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void whatIsNoPortAndWhatIsNoOptionIsSaidInOneLine() throws Exception {
    try (UpProcess up = UpProcess.start(data, List.of(), "ADMIT_KAFKA_PORT", "ninety")) {
      assertThat(up.linesToTheEnd())
          .singleElement()
          .asString()
          .contains("ADMIT_KAFKA_PORT is 'ninety'");
      assertThat(up.exitCode()).isEqualTo(1);
    }
    try (UpProcess up = UpProcess.start(data, List.of("--fesh"))) {
      assertThat(up.linesToTheEnd()).singleElement().asString().contains("'--fesh' is unknown");
      assertThat(up.exitCode()).isEqualTo(1);
    }
  }

  /** What a browser gets there. */
  private static String page(URI address) throws Exception {
    try (HttpClient browser =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      return browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }
}

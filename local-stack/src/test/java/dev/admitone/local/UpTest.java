package dev.admitone.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class UpTest {

  @TempDir Path data;

  @Test
  void theDemoCodesAreThereAndSigtermStopsItCleanly() throws Exception {
    try (UpProcess up = UpProcess.start(data, List.of())) {
      Api api = new Api(up.awaitReady(), up.tokenKey());
      assertThat(api.redeem("KTEST1", "user-1").outcome()).isEqualTo("REDEEMED");
      assertThat(api.redeem("HOT", "user-1").outcome()).isEqualTo("REDEEMED");
      assertThat(api.redeem("LAST1", "user-1").outcome()).isEqualTo("REDEEMED");
      assertThat(api.redeem("LAST1", "user-2").outcome()).isEqualTo("EXHAUSTED");
      assertThat(api.redeem("OLD1", "user-1").outcome()).isEqualTo("EXPIRED");
      assertThat(api.redeem("GONE1", "user-1").outcome()).isEqualTo("REVOKED");

      up.terminate();
      assertThat(up.linesToTheEnd())
          .last()
          .asString()
          .startsWith("Stopped. The data are in " + data);
      assertThat(up.exitCode()).isZero();
    }
  }

  @Test
  void afterAKillTheNextStartPutsItRightAndLosesNothing() throws Exception {
    try (UpProcess up = UpProcess.start(data, List.of())) {
      Api api = new Api(up.awaitReady(), up.tokenKey());
      assertThat(api.redeem("LAST1", "user-1", "Idempotency-Key", "k").status()).isEqualTo(200);
      up.kill();
    }
    try (UpProcess up = UpProcess.start(data, List.of())) {
      Api api = new Api(up.awaitReady(), up.tokenKey());
      assertThat(api.redeem("LAST1", "user-1", "Idempotency-Key", "k").status()).isEqualTo(200);
      assertThat(api.redeem("LAST1", "user-2").outcome()).isEqualTo("EXHAUSTED");
    }
    try (UpProcess up = UpProcess.start(data, List.of("--fresh"))) {
      Api api = new Api(up.awaitReady(), up.tokenKey());
      assertThat(api.redeem("LAST1", "user-2").outcome()).isEqualTo("REDEEMED");
    }
  }

  @Test
  void aSecondOneOnTheSameDataIsRefusedInOneLineAndTheFirstGoesOn() throws Exception {
    try (UpProcess first = UpProcess.start(data, List.of())) {
      URI gateway = first.awaitReady();
      try (UpProcess second = UpProcess.start(data, List.of("--fresh"))) {
        assertThat(second.linesToTheEnd())
            .hasSize(2)
            .last()
            .asString()
            .contains("Another ./admit up is running", "ADMIT_DATA_DIR");
        assertThat(second.exitCode()).isEqualTo(1);
      }
      assertThat(new Api(gateway, first.tokenKey()).redeem("HOT", "user-1").status()).isEqualTo(200);
    }
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
}

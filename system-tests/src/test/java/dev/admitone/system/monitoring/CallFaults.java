package dev.admitone.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.AlteredRecords;
import dev.admitone.system.Codes;
import dev.admitone.system.Signups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Callers that do what they should not, until they are closed. */
final class CallFaults implements AutoCloseable {

  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration SOMETIMES = Duration.ofMillis(250);

  private final List<RepeatedCalls> callers;

  private CallFaults(RepeatedCalls... callers) {
    this.callers = List.of(callers);
  }

  /** Redeem and validate used-up and unknown codes, without a token and with a wrong one, too. */
  static CallFaults begin(WatchedStack watched) {
    List<String> usedUp = Stream.generate(() -> usedUpCode(watched)).limit(4).toList();
    return new CallFaults(
        RepeatedCalls.of(
            4, OFTEN, call -> watched.api().redeem(usedUp.get(call % 4), "user-" + call)),
        RepeatedCalls.of(1, SOMETIMES, _ -> watched.api().validate(Codes.unique("NOT-THERE"))),
        RepeatedCalls.of(2, SOMETIMES, _ -> watched.anonymousApi().validate(usedUp.getFirst())),
        RepeatedCalls.of(
            1, SOMETIMES, call -> watched.strictApi().redeem("ANY-CODE", "user-" + call)));
  }

  private static String usedUpCode(WatchedStack watched) {
    String code = watched.newCode("USED-UP", 1);
    assertThat(watched.api().redeem(code, "first-" + code, "Prefer", "wait=30").outcome())
        .isEqualTo("REDEEMED");
    return code;
  }

  /** Sends a request that arrives in the log without its end. */
  static void sendCutRecord(WatchedStack watched) {
    String code = watched.newCode("ALTERED", 1_000);
    AlteredRecords.alter(code, value -> Arrays.copyOf(value, value.length - 1));
    try {
      assertThat(watched.api().redeem(code, "ann", "Prefer", "wait=30").status()).isEqualTo(500);
    } finally {
      AlteredRecords.leaveAlone(code);
    }
  }

  /** Callers that wait for decisions about the code, more of them than the narrow gateway takes. */
  static CallFaults waitFor(WatchedStack watched, String code) {
    return new CallFaults(
        RepeatedCalls.of(
            3,
            SOMETIMES,
            call -> watched.narrowApi().redeem(code, "n" + call, "Prefer", "wait=30")),
        RepeatedCalls.of(
            2,
            SOMETIMES,
            _ -> {
              String user = Signups.user();
              watched.api().post(Signups.PATH, Signups.body(code, user, user));
            }));
  }

  /** Users that sign up at the same time; more of them than passwords are hashed in a second. */
  static void signManyUp(WatchedStack watched, String code) throws InterruptedException {
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String user = Signups.user();
      users.add(
          Thread.ofVirtual()
              .start(() -> watched.api().post(Signups.PATH, Signups.body(code, user, user))));
    }
    for (Thread user : users) {
      user.join();
    }
  }

  /** A caller that does not wait for decisions about the code. */
  static CallFaults leave(WatchedStack watched, String code) {
    return new CallFaults(
        RepeatedCalls.of(
            1,
            SOMETIMES,
            call -> watched.api().redeem(code, "user-" + call, "Prefer", "respond-async")));
  }

  /** A caller whose token names a key that the gateway does not know yet. */
  static CallFaults bearNewTokens(WatchedStack watched) {
    return new CallFaults(
        RepeatedCalls.of(
            1, SOMETIMES, call -> watched.rotatedApi().redeem("ANY-CODE", "user-" + call)));
  }

  @Override
  public void close() {
    callers.forEach(RepeatedCalls::close);
  }
}

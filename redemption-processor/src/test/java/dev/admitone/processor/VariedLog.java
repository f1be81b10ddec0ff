package dev.admitone.processor;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Requests of every kind in an order that makes every answer come up. */
final class VariedLog {

  private static final int CODES = 8;
  private static final int USERS = 12;
  private static final int ROUNDS = 1_500;

  /** One seed, so that a failure comes again. */
  private final Random random = new Random(20_251_113);

  private final List<RedemptionRequest> requests = new ArrayList<>();
  private final List<String> codes = Stream.generate(TestRequests::newCode).limit(CODES).toList();

  private VariedLog() {}

  /**
   * Makes it. What lies on one partition never depends on another one.
   *
   * @param boundary where one code's validity begins and another's ends: a time not yet reached
   *     when the requests are appended, and passed when they are replayed
   */
  static List<RedemptionRequest> of(Instant boundary) {
    VariedLog log = new VariedLog();
    log.validities(boundary);
    log.lifeOfOneCode();
    for (int round = 0; round < ROUNDS; round++) {
      log.one(log.codes.get(log.random.nextInt(CODES)));
    }
    return List.copyOf(log.requests);
  }

  private void validities(Instant boundary) {
    String early = TestRequests.newCode();
    String late = TestRequests.newCode();
    String gone = TestRequests.newCode();
    requests.add(TestRequests.create(UUID.randomUUID(), early, 2L, boundary, null));
    requests.add(TestRequests.create(UUID.randomUUID(), late, 2L, null, boundary));
    requests.add(TestRequests.create(UUID.randomUUID(), gone, 2L, null, Instant.EPOCH));
    for (String code : List.of(early, late, gone)) {
      requests.add(TestRequests.redeem(code, "ann"));
    }
  }

  private void lifeOfOneCode() {
    String code = TestRequests.newCode();
    RedemptionRequest unknown = TestRequests.redeem(code, "ann");
    RedemptionRequest first = TestRequests.redeem(code, "ann");
    requests.add(unknown);
    requests.add(
        TestRequests.change(code, change -> change.setChangesRevoked(true).setRevoked(true)));
    requests.add(TestRequests.create(code, 1L));
    requests.add(TestRequests.create(code, 5L));
    requests.add(first);
    requests.add(TestRequests.redeem(code, "ann"));
    requests.add(TestRequests.redeem(code, "bob"));
    requests.add(TestRequests.release(UUID.randomUUID(), code, UUID.randomUUID()));
    requests.add(TestRequests.release(UUID.randomUUID(), code, first.getRequestId()));
    requests.add(TestRequests.release(UUID.randomUUID(), code, first.getRequestId()));
    requests.add(TestRequests.redeem(code, "ann"));
    requests.add(TestRequests.redeem(first.getRequestId(), code, "joe"));
    requests.add(TestRequests.revoke(code));
    requests.add(TestRequests.redeem(code, "sue"));
    requests.add(first);
    requests.add(unknown);
    requests.add(TestRequests.refresh(code));
  }

  private void one(String code) {
    String user = "user-" + random.nextInt(USERS);
    requests.add(
        switch (random.nextInt(20)) {
          case 0 -> TestRequests.create(code, (long) random.nextInt(USERS));
          case 1, 2 -> {
            long limit = random.nextInt(2 * USERS);
            yield TestRequests.change(
                code, change -> change.setChangesMaxUses(true).setMaxUses(limit));
          }
          case 3 -> {
            boolean revoked = random.nextInt(3) == 0;
            yield TestRequests.change(
                code, change -> change.setChangesRevoked(true).setRevoked(revoked));
          }
          case 4, 5, 6 ->
              TestRequests.release(UUID.randomUUID(), code, earlierRedemption(code).getRequestId());
          case 7, 8 -> earlier(code);
          case 9 -> TestRequests.redeem(earlier(code).getRequestId(), code, user);
          case 10 -> TestRequests.refresh(code);
          default -> TestRequests.redeem(code, user);
        });
  }

  /** Something that was sent for the code before, or a first request for it. */
  private RedemptionRequest earlier(String code) {
    return one(code, _ -> true);
  }

  private RedemptionRequest earlierRedemption(String code) {
    return one(code, request -> request.getRedeem() != null);
  }

  private RedemptionRequest one(String code, Predicate<RedemptionRequest> wanted) {
    List<RedemptionRequest> sent =
        requests.stream()
            .filter(request -> request.getCode().equals(code) && wanted.test(request))
            .toList();
    return sent.isEmpty()
        ? TestRequests.redeem(code, "first")
        : sent.get(random.nextInt(sent.size()));
  }
}

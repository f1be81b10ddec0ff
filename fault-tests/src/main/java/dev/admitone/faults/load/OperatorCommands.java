package dev.admitone.faults.load;

import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.erasure.UserPseudonyms;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators ask for, drawn from a seed. Used by one thread. */
final class OperatorCommands {

  private static final String OPERATOR = "operator";
  private static final String REASON = "asked";

  /** A code that no request creates. */
  private static final String UNKNOWN = "FAULT-UNKNOWN";

  private static final int LIMIT_MAX_OF_YOUNG = 40;
  private static final int SIGNUPS_ERASED_MAX = 100;
  private static final int ONE_IN_FOUR = 4;
  private static final int SECONDS_TO_START_MAX = 4;
  private static final int SECONDS_TO_END_MIN = 2;
  private static final int SECONDS_TO_END_MAX = 90;

  private final Random random;
  private final UserPseudonyms pseudonyms;

  /** Codes that the load creates while it runs. */
  private final List<String> young = new ArrayList<>();

  OperatorCommands(Random random, UserPseudonyms pseudonyms) {
    this.random = random;
    this.pseudonyms = pseudonyms;
  }

  /** One of the codes, often a young one. */
  String code() {
    boolean isYoung = !young.isEmpty() && random.nextInt(ONE_IN_FOUR) == 0;
    List<String> codes = isYoung ? young : Codes.ALL;
    return codes.get(random.nextInt(codes.size()));
  }

  /** A command about one of the codes, or about one that does not exist. */
  RedemptionRequest next(String user) {
    return switch (random.nextInt(16)) {
      case 0, 1 -> creation();
      case 2 -> Requests.createInvite(newId(), code(), Requests.creation(1L, null, null, OPERATOR));
      case 3, 4 -> Requests.changeInvite(newId(), oneOfTheYoung(), revocation());
      case 5, 6 -> Requests.changeInvite(newId(), oneOfTheYoung(), validity());
      case 7 -> Requests.changeInvite(newId(), UNKNOWN, limit());
      case 8 -> erasure(UNKNOWN, user);
      case 9 -> Requests.repairCount(newId(), UNKNOWN, REASON, OPERATOR);
      case 10, 11 -> Requests.repairCount(newId(), code(), REASON, OPERATOR);
      case 12 -> erasureOfASignup();
      default -> erasure(code(), user);
    };
  }

  /** Another limit, also below the uses that there are. */
  ChangeInvite limit() {
    return ChangeInvite.newBuilder()
        .setChangesMaxUses(true)
        .setMaxUses(Codes.limit(random.nextInt(Codes.ALL.size())))
        .setChangedBy(OPERATOR)
        .build();
  }

  private RedemptionRequest creation() {
    String code = "YOUNG-" + young.size();
    young.add(code);
    Long maxUses =
        random.nextInt(ONE_IN_FOUR) == 0 ? null : Long.valueOf(random.nextInt(LIMIT_MAX_OF_YOUNG));
    return Requests.createInvite(
        newId(), code, Requests.creation(maxUses, start(), end(), OPERATOR));
  }

  private String oneOfTheYoung() {
    return young.isEmpty() ? UNKNOWN : young.get(random.nextInt(young.size()));
  }

  private ChangeInvite revocation() {
    return ChangeInvite.newBuilder()
        .setChangesRevoked(true)
        .setRevoked(random.nextBoolean())
        .setChangedBy(OPERATOR)
        .build();
  }

  private ChangeInvite validity() {
    return ChangeInvite.newBuilder()
        .setChangesStartsAt(random.nextBoolean())
        .setStartsAt(start())
        .setChangesExpiresAt(random.nextBoolean())
        .setExpiresAt(end())
        .setChangedBy(OPERATOR)
        .build();
  }

  private @Nullable Instant start() {
    return random.nextInt(ONE_IN_FOUR) == 0 ? inSeconds(0, SECONDS_TO_START_MAX) : null;
  }

  private @Nullable Instant end() {
    return random.nextInt(ONE_IN_FOUR) == 0
        ? inSeconds(SECONDS_TO_END_MIN, SECONDS_TO_END_MAX)
        : null;
  }

  private Instant inSeconds(int min, int max) {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(random.nextInt(min, max));
  }

  private RedemptionRequest erasureOfASignup() {
    int number = random.nextInt(SIGNUPS_ERASED_MAX);
    return erasure(Codes.ofSignup(number), Signups.userId(number));
  }

  private RedemptionRequest erasure(String code, String user) {
    return Requests.eraseUser(newId(), code, user, pseudonyms.primary(user), REASON, OPERATOR);
  }

  private UUID newId() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}

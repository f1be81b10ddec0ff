package dev.admitone.processor.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.UsableInvite;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules decide about an invite as the table says that the gateway is held against, too. */
class UsableInviteTest {

  static List<UsableInvite> table() {
    return UsableInvite.all();
  }

  @ParameterizedTest
  @MethodSource("table")
  void aRedemptionIsRefusedWhereTheInviteIsNotUsable(UsableInvite line) {
    Invite invite =
        new Invite(
            UUID.randomUUID(),
            "A",
            line.maxUses(),
            line.currentUses(),
            line.startsAt(),
            line.expiresAt(),
            line.revokedAt(),
            "operator",
            Instant.EPOCH,
            Invite.FIRST_VERSION,
            Instant.EPOCH);
    BatchState state = new BatchState(List.of(invite), List.of(), List.of(), List.of(), List.of());
    Request request =
        new Request(
            UUID.randomUUID(),
            new Fingerprint(0, 0),
            "A",
            new Command.Redeem("ann"),
            new SourceRecord(new Position(0, 0), line.at(), null, null, null));

    Decision decision = RedemptionRules.decide(request, state);

    if (line.refusal() == null) {
      assertThat(decision).isInstanceOf(Decision.Redeemed.class);
    } else {
      assertThat(decision).isEqualTo(new Decision.Refused(RefusalReason.valueOf(line.refusal())));
    }
  }
}

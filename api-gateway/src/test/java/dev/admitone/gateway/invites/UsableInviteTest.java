package dev.admitone.gateway.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.UsableInvite;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway tells of an invite what the table says that the processor is held against, too. */
class UsableInviteTest {

  static List<UsableInvite> table() {
    return UsableInvite.all();
  }

  @ParameterizedTest
  @MethodSource("table")
  void anInviteIsRefusedWhereItIsNotUsable(UsableInvite line) {
    Invite invite =
        new Invite(
            "A",
            line.maxUses(),
            line.currentUses(),
            line.startsAt(),
            line.expiresAt(),
            line.revokedAt(),
            1);
    assertThat(invite.refusalAt(line.at()).map(Enum::name))
        .isEqualTo(Optional.ofNullable(line.refusal()));
  }
}

package dev.admitone.ops.invites;

import dev.admitone.ops.export.Column;
import java.util.List;

/** The columns of invites in a file. */
public final class InviteColumns {

  /** All of them. */
  public static final List<Column<Invite>> ALL =
      List.of(
          new Column<>("code", Invite::code),
          new Column<>("state", Invite::state),
          new Column<>("maxUses", Invite::maxUses),
          new Column<>("currentUses", Invite::currentUses),
          new Column<>("remainingUses", Invite::remainingUses),
          new Column<>("startsAt", Invite::startsAt),
          new Column<>("expiresAt", Invite::expiresAt),
          new Column<>("revokedAt", Invite::revokedAt),
          new Column<>("createdBy", Invite::createdBy),
          new Column<>("createdAt", Invite::createdAt),
          new Column<>("changedAt", Invite::changedAt),
          new Column<>("version", Invite::version),
          new Column<>("requestId", Invite::requestId));

  private InviteColumns() {}
}

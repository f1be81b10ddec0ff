package dev.admitone.processor.jdbc;

import dev.admitone.processor.healing.Reconciliation;
import dev.admitone.processor.redemption.Invite;
import java.sql.PreparedStatement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code invites} and the notes about it, as a healing writes them. */
final class HealingInvitesTable {

  private static final String NOTE =
      "insert into invite_refreshes (code) select * from unnest(?::text[])";

  private static final String NOTE_AFTER =
      """
      with next as materialized (
        select code from invites where code > ? order by code limit ?
      ), noted as (
        insert into invite_refreshes (code) select code from next
      )
      select max(code) from next
      """;

  private final JdbcTemplate jdbc;
  private final InvitesTable invites;

  HealingInvitesTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.invites = new InvitesTable(jdbc);
  }

  Map<String, Invite> lock(Set<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : invites.lock(codes).stream()
            .map(InvitesTable.Locked::invite)
            .collect(Collectors.toMap(Invite::code, Function.identity()));
  }

  void write(List<Reconciliation> reconciliations) {
    invites.insert(chosen(reconciliations, true));
    invites.update(chosen(reconciliations, false));
  }

  private static List<Invite> chosen(List<Reconciliation> reconciliations, boolean isNew) {
    return reconciliations.stream()
        .filter(one -> one.isNew() == isNew)
        .map(Reconciliation::invite)
        .toList();
  }

  void note(Collection<String> codes) {
    jdbc.update(
        connection -> {
          PreparedStatement insert = connection.prepareStatement(NOTE);
          new Columns<>(connection, insert, codes).texts(code -> code);
          return insert;
        });
  }

  /** The last code that was noted; empty if there was none. */
  String noteAfter(String code, int countMax) {
    @Nullable String last = jdbc.queryForObject(NOTE_AFTER, String.class, code, countMax);
    return last == null ? "" : last;
  }
}

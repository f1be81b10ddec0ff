package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.tables.OldId;
import dev.admitone.processor.adoption.tables.OldTable;
import dev.admitone.processor.adoption.tables.OldTables;
import dev.admitone.processor.adoption.tables.OldTablesReader;
import dev.admitone.processor.adoption.views.OldViews;
import dev.admitone.processor.adoption.views.OldWrites;
import dev.admitone.processor.adoption.views.TakeBack;
import dev.admitone.processor.adoption.views.UseFunction;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The one transaction in which the old names become views: before its commit the older application
 * works on its tables, after it on Admit One's.
 */
final class Switching {

  private static final String NUMBERS = "create sequence if not exists adopted_invite_numbers";

  private static final String NEXT_NUMBER = "nextval('adopted_invite_numbers')";

  private final AdoptionSession session;
  private final OldTables tables;
  private final ChangedUses changes;
  private final Map<String, String> decided;
  private final int changesMax;

  /**
   * A switch.
   *
   * @param changesMax with more that wait the locks are given up again
   */
  Switching(
      AdoptionSession session,
      OldTables tables,
      ChangedUses changes,
      Map<String, String> decided,
      int changesMax) {
    this.session = session;
    this.tables = tables;
    this.changes = changes;
    this.decided = decided;
    this.changesMax = changesMax;
  }

  /**
   * Switches, within a transaction whose wait for locks is short.
   *
   * @return false: too many changes wait, and nothing is switched
   */
  boolean attempt() {
    JdbcTemplate jdbc = session.jdbc();
    jdbc.execute(
        "lock table %s, %s in access exclusive mode"
            .formatted(tables.invites().qualified(), tables.uses().qualified()));
    if (changes.waiting() > changesMax) {
      return false;
    }
    AdoptedInvites invites = new AdoptedInvites(jdbc, tables);
    invites.resolve(decided);
    while (changes.takeSome() > 0) {
      // Each takes a bounded number.
    }
    invites.deleteGone();
    AdoptingInvites.atSwitch(jdbc, tables).insert();
    jdbc.execute("drop trigger admit_one_adoption on %s".formatted(tables.uses().qualified()));
    rename(jdbc, tables.invites());
    rename(jdbc, tables.uses());
    OldTables kept = OldTablesReader.read(jdbc, tables.schema());
    OldViews views = new OldViews(kept);
    views.statements().forEach(jdbc::execute);
    new OldWrites(kept, views).statements(nextNumber(jdbc, kept)).forEach(jdbc::execute);
    new UseFunction(kept).statements().forEach(jdbc::execute);
    new TakeBack(kept, views).statements().forEach(jdbc::execute);
    rest(jdbc, kept.invites());
    rest(jdbc, kept.uses());
    return true;
  }

  /** Its triggers would fire for what the views keep there, and not for what Admit One does. */
  private static void rest(JdbcTemplate jdbc, OldTable kept) {
    jdbc.execute("alter table %s disable trigger user".formatted(kept.qualified()));
  }

  private static void rename(JdbcTemplate jdbc, OldTable table) {
    jdbc.execute(
        "alter table %s rename to %s".formatted(table.qualified(), table.name() + OldTables.KEPT));
  }

  /** From where the older application takes its numbers, or from a sequence of our own. */
  private static String nextNumber(JdbcTemplate jdbc, OldTables kept) {
    @Nullable String ofOld = kept.invites().required("id").defaultValue();
    if (kept.inviteIds() == OldId.UUID || ofOld != null) {
      return ofOld == null ? "" : ofOld;
    }
    jdbc.execute(NUMBERS);
    jdbc.queryForObject(
        "select setval('adopted_invite_numbers', greatest(max(id), 1)) from %s"
            .formatted(kept.invites().qualified()),
        Long.class);
    return NEXT_NUMBER;
  }
}

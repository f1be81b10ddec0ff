package dev.admitone.system.monitoring;

import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.system.Codes;
import dev.admitone.system.Signups;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Two lanes that decide signups with the same user name at the same moment, over and over. A
 * session takes the name first and gives it back when both lanes wait for it, so that none of them
 * has seen the other's when it decided.
 */
final class MeetingLanes implements AutoCloseable {

  private static final Duration WAITS_MAX = Duration.ofSeconds(5);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private static final String TAKE_NAME =
      """
      insert into profiles (user_id, invite_use_id, email, username, display_name, phone,
                            password_hash, created_at)
      values (?, ?, ?, ?, 'Undone', ?, '', now())
      """;

  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
      """;

  private final WatchedStack watched;
  private final List<String> codes;
  private final RepeatedCalls calls;

  private MeetingLanes(WatchedStack watched) {
    this.watched = watched;
    // Of the first and the last partition, which no assignor gives to one of two lanes.
    this.codes = List.of(codeOf(0), codeOf(Topics.PARTITION_COUNT_DEFAULT - 1));
    this.calls = RepeatedCalls.of(1, Duration.ZERO, _ -> meet());
  }

  static MeetingLanes begin(WatchedStack watched) {
    return new MeetingLanes(watched);
  }

  private String codeOf(int partition) {
    String code =
        Stream.generate(() -> Codes.unique("MEETING"))
            .filter(
                each -> InviteCodes.partition(each, Topics.PARTITION_COUNT_DEFAULT) == partition)
            .findFirst()
            .orElseThrow();
    return watched.create(code, 1_000_000);
  }

  private void meet() {
    String name = Signups.user();
    try (Connection session = watched.ledger().connect();
        Connection asking = watched.ledger().connect();
        Statement questions = asking.createStatement()) {
      session.setAutoCommit(false);
      take(session, name);
      for (String code : codes) {
        String user = Signups.user();
        watched.api().post(Signups.PATH, Signups.body(code, user, name), "Prefer", "respond-async");
      }
      Awaitility.await()
          .pollInterval(POLL_INTERVAL)
          .atMost(WAITS_MAX)
          .until(() -> waiting(questions) >= codes.size());
      session.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (ConditionTimeoutException e) {
      // The next ones may meet: that the alert does not fire is what the test would see.
      throw new IllegalStateException(e);
    }
  }

  private static void take(Connection session, String name) throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(TAKE_NAME)) {
      String user = Signups.user();
      statement.setString(1, user);
      statement.setObject(2, UUID.randomUUID());
      statement.setString(3, user + "@example.com");
      statement.setString(4, name);
      statement.setString(5, "+4930" + Math.floorMod(user.hashCode(), 1_000_000));
      statement.execute();
    }
  }

  private static long waiting(Statement questions) throws SQLException {
    try (ResultSet rows = questions.executeQuery(WAITING)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}

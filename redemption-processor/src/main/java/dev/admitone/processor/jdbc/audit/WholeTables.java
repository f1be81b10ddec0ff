package dev.admitone.processor.jdbc.audit;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** For statements that read large tables whole, which the lanes' settings forbid. */
final class WholeTables {

  private static final List<String> SETTINGS =
      List.of(
          "set local enable_seqscan = on",
          "set local enable_hashjoin = on",
          "set local enable_mergejoin = on");

  private WholeTables() {}

  /** Until the transaction ends, which the caller has begun. */
  static void allow(JdbcTemplate jdbc) {
    SETTINGS.forEach(jdbc::execute);
  }
}

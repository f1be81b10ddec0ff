package dev.admitone.benchmarks.limit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Rows that are ready to be written. */
interface RowBatch {

  /** The broker's append time of every request. */
  Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  String CODE = "LIMIT";
  int FINGERPRINT_BYTES = 16;

  /** One redemption. */
  record Row(UUID id, UUID inviteId, String userId) {}

  int rows();

  /** Writes uses and decisions; does not commit. */
  void write(Connection connection) throws SQLException;
}

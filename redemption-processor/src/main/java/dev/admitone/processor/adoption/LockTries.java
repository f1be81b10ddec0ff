package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.tables.AdoptionImpossibleException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/**
 * Work under locks that the older application's statements wait for. A lock that is not free within
 * a moment is asked for again after a pause: statements behind a waiting lock wait, too.
 *
 * @param lockWait the longest wait for a lock, and so what the older application may wait for it
 * @param pause before it is asked for again
 * @param triesMax after which the adoption ends with what is done
 */
record LockTries(Duration lockWait, Duration pause, int triesMax) {

  private static final Logger LOG = LoggerFactory.getLogger(LockTries.class);

  private static final String LIMIT = "select set_config('lock_timeout', ?, true)";

  /** lock_not_available, and deadlock_detected. */
  private static final Set<String> NOT_FREE = Set.of("55P03", "40P01");

  static final LockTries USUAL = new LockTries(Duration.ofMillis(500), Duration.ofSeconds(1), 120);

  /**
   * Runs the work in a transaction of its own until its locks were free.
   *
   * @throws AdoptionImpossibleException if they never were
   */
  <T> T until(AdoptionSession session, Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return session.freshly(
            () -> {
              session.jdbc().queryForObject(LIMIT, String.class, lockWait.toMillis() + "ms");
              return work.get();
            });
      } catch (DataAccessException e) {
        if (!isLockNotFree(e)) {
          throw e;
        }
        if (attempt == triesMax) {
          throw new AdoptionImpossibleException(
              "The old tables were never free for %d ms in %d tries: end long transactions on them"
                      .formatted(lockWait.toMillis(), triesMax)
                  + " and run adopt --apply again. What is done is kept.",
              e);
        }
        LOG.info("The old tables are in use; trying again in {} ms", pause.toMillis());
        rest();
      }
    }
  }

  private static boolean isLockNotFree(DataAccessException e) {
    return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
        && cause.getSQLState() != null
        && NOT_FREE.contains(cause.getSQLState());
  }

  private void rest() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AdoptionImpossibleException("The adoption was interrupted.", e);
    }
  }
}

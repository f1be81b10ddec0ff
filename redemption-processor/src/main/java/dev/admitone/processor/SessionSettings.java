package dev.admitone.processor;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a lane's database session. A frozen client would otherwise keep its row locks
 * until TCP's keep-alive gives up, after about two hours.
 */
final class SessionSettings {

  private final ProcessorProperties.Session timeouts;

  SessionSettings(ProcessorProperties.Session timeouts) {
    this.timeouts = timeouts;
  }

  /** Fails if a time-out would outlast a lane's right to its partitions. */
  void requireBelow(Duration maxPollInterval) {
    Map<String, Duration> byProperty = new LinkedHashMap<>();
    byProperty.put("transaction", timeouts.transaction());
    byProperty.put("idle-in-transaction", timeouts.idleInTransaction());
    byProperty.put("lock", timeouts.lock());
    byProperty.put("network", timeouts.network());
    byProperty.forEach(
        (property, timeout) -> {
          if (timeout.compareTo(maxPollInterval) >= 0 || !timeout.isPositive()) {
            throw new IllegalArgumentException(
                "admit-one.processor.session.%s is %s; set it above 0 and below max.poll.interval.ms, which is %s"
                    .formatted(property, timeout, maxPollInterval));
          }
        });
  }

  void applyTo(HikariDataSource pool) {
    pool.addDataSourceProperty("options", serverSettings());
    pool.addDataSourceProperty("socketTimeout", timeouts.network().toSeconds());
    pool.addDataSourceProperty("tcpKeepAlive", true);
    pool.addDataSourceProperty("ApplicationName", "redemption-processor");
    // The few statements are the same in every batch: prepared on the server from the first use.
    pool.addDataSourceProperty("prepareThreshold", 1);
  }

  private String serverSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("transaction_timeout", millis(timeouts.transaction()));
    settings.put("idle_in_transaction_session_timeout", millis(timeouts.idleInTransaction()));
    settings.put("lock_timeout", millis(timeouts.lock()));
    settings.put("tcp_user_timeout", millis(timeouts.network()));
    // A batch's arrays may hold one element or thousands, and the tables grow: a plan that was
    // right for an empty table would read a full one from end to end.
    settings.put("plan_cache_mode", "force_custom_plan");
    return settings.entrySet().stream()
        .map(setting -> "-c %s=%s".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}

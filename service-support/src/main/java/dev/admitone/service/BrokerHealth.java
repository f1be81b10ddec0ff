package dev.admitone.service;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.core.KafkaAdmin;

/** Readiness: a broker answers within a few seconds. */
final class BrokerHealth implements HealthIndicator, DisposableBean {

  private static final int TIMEOUT_MILLIS = 3_000;

  private final Admin admin;

  BrokerHealth(KafkaAdmin settings) {
    Map<String, Object> properties = new HashMap<>(settings.getConfigurationProperties());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    this.admin = Admin.create(properties);
  }

  @Override
  public Health health() {
    try {
      int nodes = admin.describeCluster().nodes().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).size();
      return Health.up().withDetail("brokers", nodes).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.unknown().build();
    } catch (ExecutionException | TimeoutException e) {
      return Health.down().withDetail("missing", "no broker answers").build();
    }
  }

  @Override
  public void destroy() {
    admin.close();
  }
}

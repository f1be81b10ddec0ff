package dev.admitone.service.readiness;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The metric of readiness, for a service with a health group of that name. */
@Configuration(proxyBeanMethods = false)
public class ReadinessConfiguration {

  @Bean
  MeterBinder readinessMeter(ObjectProvider<HealthEndpoint> health) {
    return registry ->
        Gauge.builder("admitone.readiness.missing", () -> RedComponents.count(health.getObject()))
            .description("Components of readiness that are red; 0 while the service is ready")
            .register(registry);
  }
}

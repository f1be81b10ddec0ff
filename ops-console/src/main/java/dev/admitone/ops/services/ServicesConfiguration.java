package dev.admitone.ops.services;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class ServicesConfiguration {

  @Bean
  Readings serviceReadings(ServicesProperties settings, Clock clock) {
    return new Readings(
        new ServiceReader(settings.services(), settings.timeout(), clock), settings.interval());
  }
}

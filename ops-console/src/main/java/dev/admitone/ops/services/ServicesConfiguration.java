package dev.admitone.ops.services;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class ServicesConfiguration {

  @Bean
  Readings serviceReadings(ServicesProperties settings, Clock clock) {
    List<Service> services =
        Stream.concat(
                settings.gateways().stream().map(address -> new Service("gateway", address)),
                settings.processors().stream().map(address -> new Service("processor", address)))
            .toList();
    return new Readings(
        new ServiceReader(services, settings.timeout(), clock), settings.interval());
  }
}

package dev.admitone.gateway.limits;

import io.github.bucket4j.TimeMeter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

  @Bean
  Limits limits(LimitProperties settings) {
    return new Limits(settings, TimeMeter.SYSTEM_NANOTIME);
  }
}

package dev.admitone.ops.statistics;

import dev.admitone.ops.statistics.stream.StatisticsReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class StatisticsConfiguration {

  @Bean
  Statistics statistics(StatisticsReader reader) {
    return new Statistics(reader);
  }
}

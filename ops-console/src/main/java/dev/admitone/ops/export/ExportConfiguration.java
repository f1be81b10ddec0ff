package dev.admitone.ops.export;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class ExportConfiguration {

  @Bean
  Exports exports(JsonMapper json) {
    return new Exports(json);
  }
}

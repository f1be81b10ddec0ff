package dev.admitone.ops.topics;

import dev.admitone.ops.records.RecordDisplay;
import dev.admitone.ops.records.TopicReader;
import dev.admitone.service.ContractProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class TopicsConfiguration {

  @Bean
  Topics topics(TopicReader reader, RecordDisplay display, ContractProperties contract) {
    return new Topics(reader, display, contract.topics(), contract.partitions());
  }
}

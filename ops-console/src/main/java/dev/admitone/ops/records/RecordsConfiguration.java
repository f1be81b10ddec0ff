package dev.admitone.ops.records;

import dev.admitone.ops.log.LogConsumers;
import dev.admitone.service.ContractProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class RecordsConfiguration {

  @Bean
  TopicReader topicReader(LogConsumers consumers) {
    return new TopicReader(consumers);
  }

  @Bean
  RecordDisplay recordDisplay(ContractProperties contract) {
    return new RecordDisplay(contract.writeVersion());
  }
}

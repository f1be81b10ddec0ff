package dev.admitone.ops.deadletters;

import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.kept.Kept;
import dev.admitone.ops.log.LetterSender;
import dev.admitone.ops.log.LogConsumers;
import dev.admitone.ops.records.RecordDisplay;
import dev.admitone.ops.records.TopicReader;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.service.ContractProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class DeadLettersConfiguration {

  @Bean
  DeadLetterIndex deadLetterIndex(
      TopicReader reader, Kept kept, LogConsumers consumers, ContractProperties contract) {
    String topic = contract.topics().deadLetters();
    return new DeadLetterIndex(
        reader,
        new DeadLettersTable(kept, topic),
        topic,
        RecordCodec.requests(contract.writeVersion()),
        consumers.searchTime());
  }

  @Bean
  DeadLetters deadLetters(
      DeadLetterIndex index,
      Kept kept,
      TopicReader reader,
      RecordDisplay display,
      ContractProperties contract) {
    String topic = contract.topics().deadLetters();
    return new DeadLetters(
        index,
        new DeadLettersTable(kept, topic),
        new LetterSetsTable(kept, topic),
        reader,
        display,
        topic);
  }

  @Bean
  LetterSets letterSets(
      DeadLetterIndex index, Kept kept, LetterRun run, Audit audit, ContractProperties contract) {
    return new LetterSets(
        index, new LetterSetsTable(kept, contract.topics().deadLetters()), run, audit);
  }

  @Bean
  LetterRun letterRun(
      Kept kept,
      TopicReader reader,
      LetterSender sender,
      Audit audit,
      LogConsumers consumers,
      ContractProperties contract) {
    String topic = contract.topics().deadLetters();
    return new LetterRun(
        new LetterWorkTable(kept, topic), reader, sender, audit, topic, consumers.searchTime());
  }
}

package dev.admitone.gateway.log;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.log.requests.RequestPublisher;
import dev.admitone.gateway.log.requests.RequestsLogEnd;
import dev.admitone.gateway.log.results.ResultsReader;
import dev.admitone.gateway.log.results.ResultsWindow;
import dev.admitone.gateway.log.results.Waiters;
import dev.admitone.gateway.log.results.Watermarks;
import dev.admitone.service.ContractProperties;
import dev.admitone.service.ProvisionedTopics;
import dev.admitone.service.watch.TopicUse;
import dev.admitone.service.watch.TopicUses;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class LogConfiguration {

  @Bean
  Questions questions(
      RequestPublisher publisher,
      Watermarks watermarks,
      Clock clock,
      ContractProperties contract,
      GatewayProperties gateway) {
    return new Questions(
        (question, told) -> publisher.send(question).tell(told),
        watermarks,
        clock,
        contract.writeVersion(),
        gateway.maxOpenQuestions());
  }

  @Bean
  TopicUses topicUses(ProvisionedTopics topics) {
    return TopicUses.of(
        TopicUse.writes(topics.requests()),
        TopicUse.reads(topics.results()),
        TopicUse.reads(topics.invites()));
  }

  @Bean
  ReplacedTopics replacedTopics(
      ProvisionedTopics topics,
      RequestsLogEnd requestsEnd,
      Watermarks watermarks,
      ResultsReader reader) {
    return new ReplacedTopics(topics, requestsEnd, watermarks, reader);
  }

  @Bean
  RequestLog requestLog(
      RequestPublisher publisher,
      ResultsWindow window,
      Watermarks watermarks,
      RequestsLogEnd requestsEnd,
      Waiters waiters) {
    return new RequestLog(publisher, window, watermarks, requestsEnd, waiters);
  }

  @Bean
  DecisionFinder decisionFinder(
      ResultsWindow window,
      Watermarks watermarks,
      RequestsLogEnd requestsEnd,
      Waiters waiters,
      Questions questions) {
    return new DecisionFinder(window, watermarks, requestsEnd, waiters, questions);
  }

  @Bean
  MeterBinder questionMeters(Questions questions) {
    return registry ->
        Gauge.builder("admitone.questions.open", questions, Questions::openCount)
            .description("Questions about earlier decisions whose results have not come yet")
            .register(registry);
  }
}

package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** A lane whose broker does not answer in between. */
@ExtendWith(FreshSite.class)
@Tag("services")
class LaneFaultsTest {

  private static final int BATCHES_IN_FLIGHT_MAX = 8;

  private final String code = TestRequests.newCode();

  @Test
  void aLaneThatCannotLearnItsOffsetsWhenItGetsPartitionsBeginsAgain(Site site, TestLog log)
      throws Exception {
    try (RunningProcessor processor =
        RunningProcessor.start(
            site, List.of(OffsetsUnknownAtFirst.class), "admit-one.processor.lanes=1")) {
      log.append(TestRequests.create(code, 1L), TestRequests.redeem(code, "ann"));

      patiently().until(() -> log.results().size() == 2);

      assertThat(processor.bean(OffsetsUnknownAtFirst.class).failures).hasPositiveValue();
      assertThat(processor.actuator("health/liveness").statusCode()).isEqualTo(200);
      processor.awaitReady();
    }
  }

  @Test
  void noMoreIsDecidedThanCanBePublishedSoon(Site site, TestLog log) throws Exception {
    CompletableFuture<Void> brokerIsBack = new CompletableFuture<>();
    try (RunningProcessor processor =
        RunningProcessor.start(
            site, List.of(PortFaults.class), "spring.kafka.consumer.max-poll-records=1")) {
      processor
          .bean(PortFaults.class)
          .publishing(
              (real, answers, snapshots) ->
                  brokerIsBack.thenCompose(_ -> real.publish(answers, snapshots)));
      List<RedemptionRequest> requests =
          IntStream.range(0, 2 * BATCHES_IN_FLIGHT_MAX)
              .mapToObj(i -> TestRequests.redeem(code, "user-" + i))
              .toList();
      log.append(requests);

      patiently()
          .untilAsserted(
              () ->
                  assertThat(processor.actuator("health/readiness").body())
                      .contains("results of earlier batches are not acknowledged"));
      assertThat(
              processor
                  .bean(JdbcTemplate.class)
                  .queryForObject("select count(*) from redemption_decisions", Integer.class))
          .isEqualTo(BATCHES_IN_FLIGHT_MAX);
      assertThat(log.results()).isEmpty();

      var _ = brokerIsBack.complete(null);
      patiently().until(() -> log.results().size() == requests.size());
      processor.awaitReady();
    }
  }

  /** The broker does not say for a while which offsets are committed. */
  static final class OffsetsUnknownAtFirst implements BeanPostProcessor {

    private static final int FAILURES = 2;

    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
      if (bean instanceof DefaultKafkaConsumerFactory<?, ?> factory) {
        addFaults(factory);
      }
      return bean;
    }

    private <K, V> void addFaults(DefaultKafkaConsumerFactory<K, V> factory) {
      factory.addPostProcessor(this::faulty);
    }

    @SuppressWarnings("unchecked") // The proxy has the one interface, and its types are erased.
    private <K, V> Consumer<K, V> faulty(Consumer<K, V> real) {
      return (Consumer<K, V>)
          Proxy.newProxyInstance(
              Consumer.class.getClassLoader(),
              new Class<?>[] {Consumer.class},
              (_, method, arguments) -> {
                if (method.getName().equals("committed") && failures.get() < FAILURES) {
                  failures.incrementAndGet();
                  throw new TimeoutException("not answered in time");
                }
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }
}

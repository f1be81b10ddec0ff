package dev.admitone.processor.healing.command;

import dev.admitone.processor.database.DatabaseConfiguration;
import dev.admitone.processor.healing.Healing;
import dev.admitone.processor.healing.HealingImpossibleException;
import dev.admitone.processor.healing.HealingLedger;
import dev.admitone.processor.healing.HealingLog;
import dev.admitone.processor.healing.log.HealingLogConfiguration;
import dev.admitone.processor.jdbc.healing.HealingLedgerConfiguration;
import dev.admitone.processor.settings.ProcessorProperties;
import dev.admitone.service.ServiceFoundation;
import dev.admitone.service.start.StartFailures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.ProducerFactory;

/** The healing as a command: reads the processor's settings, starts no lane. */
@ImportAutoConfiguration({
  DataSourceAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  TransactionAutoConfiguration.class,
  KafkaAutoConfiguration.class
})
@EnableConfigurationProperties(ProcessorProperties.class)
@Import({
  DatabaseConfiguration.class,
  ServiceFoundation.class,
  HealingLedgerConfiguration.class,
  HealingLogConfiguration.class
})
public final class HealCommand {

  private static final int HEALED = 0;
  private static final int FAILED = 1;

  /**
   * Instead of the settings of a processor: how long it waits, and no lines of loggers on the
   * screen.
   */
  private static final List<String> SETTINGS =
      List.of(
          "--logging.threshold.console=off",
          // The migrations belong to another command; without them this one reports that they are
          // missing.
          "--spring.flyway.enabled=false",
          "--spring.kafka.consumer.properties.max.poll.interval.ms=7200000",
          "--admit-one.processor.session.transaction=30m",
          "--admit-one.processor.session.idle-in-transaction=2m",
          "--admit-one.processor.session.lock=1m",
          "--admit-one.processor.session.network=31m");

  private HealCommand() {}

  /**
   * Heals.
   *
   * @param arguments the command's options, and settings of the form {@code --name=value}
   * @return the exit code: 0 if ledger and log agree now
   */
  public static int run(String... arguments) {
    HealArguments wish;
    try {
      wish = HealArguments.of(arguments);
    } catch (HealingImpossibleException e) {
      System.err.println(e.getMessage());
      return FAILED;
    }
    ConfigurableApplicationContext started;
    try {
      started = start(wish);
    } catch (RuntimeException e) {
      System.err.println(StartFailures.explained(e));
      return FAILED;
    }
    try (ConfigurableApplicationContext context = started;
        PrintedReport report = PrintedReport.to(wish.report())) {
      new Healing(
              context.getBean(HealingLog.class),
              context.getBean(HealingLedger.class),
              report,
              deliveryTimeout(context))
          .run(wish.options());
      report.end(wish.options().dryRun());
      return HEALED;
    } catch (HealingImpossibleException e) {
      System.err.println(e.getMessage());
    } catch (IOException e) {
      System.err.println("The report cannot be written: " + e.getMessage());
    } catch (RuntimeException e) {
      Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
      System.err.printf(
          "The healing failed: %s (%s). What is done is kept: repair the cause and run"
              + " ./admit heal again.%n",
          cause.getMessage(), cause.getClass().getSimpleName());
    }
    return FAILED;
  }

  private static ConfigurableApplicationContext start(HealArguments wish) {
    return new SpringApplicationBuilder(HealCommand.class)
        .properties("spring.config.name=redemption-processor")
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .registerShutdownHook(true)
        .run(Stream.concat(SETTINGS.stream(), Stream.of(wish.settings())).toArray(String[]::new));
  }

  /** For this time a stopped processor's producer may still append. */
  private static Duration deliveryTimeout(ConfigurableApplicationContext context) {
    var settings = context.getBean(ProducerFactory.class).getConfigurationProperties();
    Object millis = settings.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
    return Duration.ofMillis(Long.parseLong(String.valueOf(millis)));
  }
}

package dev.admitone.processor.audit.command;

import dev.admitone.processor.audit.Audit;
import dev.admitone.processor.audit.AuditLedger;
import dev.admitone.processor.database.DatabaseConfiguration;
import dev.admitone.processor.healing.HealingLog;
import dev.admitone.processor.healing.log.HealingLogConfiguration;
import dev.admitone.processor.jdbc.audit.AuditLedgerConfiguration;
import dev.admitone.processor.settings.ProcessorProperties;
import dev.admitone.service.ServiceFoundation;
import dev.admitone.service.start.StartFailures;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

/**
 * The audit as a command: reads the processor's settings, starts no lane. Its role makes a schema,
 * so that it is the owner's and not the processor's.
 */
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
  AuditLedgerConfiguration.class,
  HealingLogConfiguration.class
})
public final class AuditCommand {

  private static final int EQUAL = 0;
  private static final int DIFFERENT = 1;
  private static final int FAILED = 2;

  /** Instead of the settings of a processor: how long it waits, and no lines of loggers. */
  private static final List<String> SETTINGS =
      List.of(
          "--logging.threshold.console=off",
          "--spring.flyway.enabled=false",
          "--spring.kafka.consumer.properties.max.poll.interval.ms=7200000",
          "--admit-one.processor.session.transaction=100m",
          "--admit-one.processor.session.idle-in-transaction=2m",
          "--admit-one.processor.session.lock=1m",
          "--admit-one.processor.session.network=101m");

  private AuditCommand() {}

  /**
   * What is wrong with a command line, before anything is started for it.
   *
   * @return a sentence, or nothing if {@link #run} takes these arguments
   */
  public static Optional<String> misuse(String... arguments) {
    try {
      AuditArguments.of(arguments);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Audits.
   *
   * @param arguments the command's options, and settings of the form {@code --name=value}
   * @return the exit code: 0 if there is no difference, 1 if there are some, 2 if it failed
   */
  public static int run(String... arguments) {
    AuditArguments wish;
    try {
      wish = AuditArguments.of(arguments);
    } catch (IllegalArgumentException e) {
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
        PrintedDifferences report = PrintedDifferences.to(wish.report())) {
      HealingLog log = context.getBean(HealingLog.class);
      AuditLedger ledger = context.getBean(AuditLedger.class);
      long differences = new Audit(log, ledger, report).run(wish.since(), wish.keeps());
      report.say(
          differences == 0
              ? "The ledger is what the log makes of it."
              : "Differences: %d. The lines above name them.".formatted(differences));
      return differences == 0 ? EQUAL : DIFFERENT;
    } catch (IOException e) {
      System.err.println("The report cannot be written: " + e.getMessage());
    } catch (RuntimeException e) {
      Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
      System.err.printf(
          "The audit failed: %s (%s). It changes nothing of the ledger: run it again.%n",
          cause.getMessage(), cause.getClass().getSimpleName());
    }
    return FAILED;
  }

  private static ConfigurableApplicationContext start(AuditArguments wish) {
    return new SpringApplicationBuilder(AuditCommand.class)
        .properties("spring.config.name=redemption-processor")
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .registerShutdownHook(true)
        .run(Stream.concat(SETTINGS.stream(), wish.settings().stream()).toArray(String[]::new));
  }
}

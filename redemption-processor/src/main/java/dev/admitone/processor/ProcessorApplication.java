package dev.admitone.processor;

import dev.admitone.processor.adoption.command.AdoptCommand;
import dev.admitone.processor.audit.command.AuditCommand;
import dev.admitone.processor.database.Migration;
import dev.admitone.processor.healing.command.HealCommand;
import dev.admitone.service.ServiceFoundation;
import dev.admitone.service.certificates.CertificatesConfiguration;
import dev.admitone.service.readiness.ReadinessConfiguration;
import dev.admitone.service.start.ServiceMain;
import dev.admitone.service.watch.WatchConfiguration;
import java.util.Arrays;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** The processor as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import({
  ServiceFoundation.class,
  WatchConfiguration.class,
  CertificatesConfiguration.class,
  ReadinessConfiguration.class
})
public class ProcessorApplication {

  private static final String MIGRATE = "migrate";
  private static final String HEAL = "heal";
  private static final String ADOPT = "adopt";
  private static final String AUDIT = "audit";
  private static final String COMMANDS =
      "the command %s, %s, %s or %s".formatted(MIGRATE, HEAL, ADOPT, AUDIT);

  /**
   * Starts the processor, or ends after a command, the first argument: {@code migrate} brings the
   * database up to date, {@code heal} brings ledger and log together, {@code adopt} takes an older
   * application's tables over, {@code audit} decides the log again beside the ledger and compares.
   * All read {@code redemption-processor.yml} and Spring's usual sources.
   */
  public static void main(String[] arguments) {
    ServiceMain.run(() -> run(arguments));
  }

  private static void run(String[] arguments) {
    JvmSettings.apply();
    if (arguments.length > 0 && arguments[0].equals(MIGRATE)) {
      Migration.run(Arrays.copyOfRange(arguments, 1, arguments.length));
    } else if (arguments.length > 0 && arguments[0].equals(HEAL)) {
      System.exit(HealCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    } else if (arguments.length > 0 && arguments[0].equals(ADOPT)) {
      System.exit(AdoptCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    } else if (arguments.length > 0 && arguments[0].equals(AUDIT)) {
      System.exit(AuditCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    } else {
      ServiceMain.refuseWord(arguments, COMMANDS);
      builder().run(arguments);
    }
  }

  /**
   * The application with its own configuration file, also where another service's is on the same
   * class path.
   */
  public static SpringApplicationBuilder builder() {
    JvmSettings.apply();
    return new SpringApplicationBuilder(ProcessorApplication.class)
        .properties("spring.config.name=redemption-processor");
  }
}

package dev.admitone.processor;

import dev.admitone.processor.audit.command.AuditCommand;
import dev.admitone.processor.database.Migration;
import dev.admitone.processor.healing.command.HealCommand;
import dev.admitone.service.ServiceFoundation;
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
@Import({ServiceFoundation.class, WatchConfiguration.class})
public class ProcessorApplication {

  private static final String MIGRATE = "migrate";
  private static final String HEAL = "heal";
  private static final String AUDIT = "audit";
  private static final String COMMANDS =
      "the command %s, %s or %s".formatted(MIGRATE, HEAL, AUDIT);

  /**
   * Starts the processor, or with {@code migrate} as the first argument brings the database up to
   * date and ends, with {@code heal} brings ledger and log together and ends, or with {@code audit}
   * decides the log again beside the ledger, compares, and ends. All read {@code
   * redemption-processor.yml} and Spring's usual sources.
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

package dev.admitone.ops;

import dev.admitone.service.readiness.ReadinessConfiguration;
import dev.admitone.service.start.ServiceMain;
import dev.admitone.service.tokens.TokensConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** The console of operators as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import({TokensConfiguration.class, ReadinessConfiguration.class})
public class OpsApplication {

  /** Starts the console; it reads {@code ops-console.yml} and Spring's usual sources. */
  public static void main(String[] arguments) {
    ServiceMain.run(
        () -> {
          ServiceMain.refuseWord(arguments, null);
          builder().run(arguments);
        });
  }

  /**
   * The application with its own configuration file, also where another service's is on the same
   * class path.
   */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(OpsApplication.class)
        .properties("spring.config.name=ops-console");
  }
}

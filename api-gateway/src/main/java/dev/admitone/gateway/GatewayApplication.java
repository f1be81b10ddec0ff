package dev.admitone.gateway;

import dev.admitone.service.ServiceFoundation;
import dev.admitone.service.certificates.CertificatesConfiguration;
import dev.admitone.service.readiness.ReadinessConfiguration;
import dev.admitone.service.start.ServiceMain;
import dev.admitone.service.tokens.TokensConfiguration;
import dev.admitone.service.watch.WatchConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** The gateway as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@Import({
  ServiceFoundation.class,
  WatchConfiguration.class,
  TokensConfiguration.class,
  CertificatesConfiguration.class,
  ReadinessConfiguration.class
})
public class GatewayApplication {

  /** Starts the gateway; it reads {@code api-gateway.yml} and Spring's usual sources. */
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
    return new SpringApplicationBuilder(GatewayApplication.class)
        .properties("spring.config.name=api-gateway");
  }
}

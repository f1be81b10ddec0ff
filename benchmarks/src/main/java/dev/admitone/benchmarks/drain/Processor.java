package dev.admitone.benchmarks.drain;

import dev.admitone.benchmarks.site.Site;
import dev.admitone.processor.ProcessorApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The product's processor in this JVM, with its own settings; only addresses and lanes are said.
 */
public final class Processor implements AutoCloseable {

  /** As many lanes as the product has when nothing is said. */
  public static final int DEFAULT_LANES = 2;

  private final ConfigurableApplicationContext context;

  private Processor(ConfigurableApplicationContext context) {
    this.context = context;
  }

  public static Processor start(Site site, int lanes) {
    return new Processor(
        ProcessorApplication.builder()
            .registerShutdownHook(false)
            .run(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + site.bootstrapServers(),
                "--spring.datasource.url=" + site.jdbcUrl(),
                "--spring.datasource.username=" + site.username(),
                "--admit-one.processor.lanes=" + lanes));
  }

  @Override
  public void close() {
    context.close();
  }
}

package dev.admitone.processor.adoption.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.processor.adoption.Adoption;
import dev.admitone.processor.adoption.AdoptionSession;
import dev.admitone.processor.adoption.inspection.AdoptionReport;
import dev.admitone.processor.adoption.tables.AdoptionImpossibleException;
import dev.admitone.processor.database.Migration;
import dev.admitone.processor.settings.ProcessorProperties;
import dev.admitone.service.start.StartFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The adoption as a command: works as the owner of the tables, as the migrations do, and needs no
 * broker.
 */
@EnableConfigurationProperties(ProcessorProperties.class)
public final class AdoptCommand {

  private static final int DONE = 0;
  private static final int FAILED = 1;

  /** How many of each kind a console shows. */
  private static final int PRINTED_MAX = 20;

  private static final String QUIET = "--logging.threshold.console=off";

  private AdoptCommand() {}

  /**
   * Adopts, or tells what it would do.
   *
   * @param arguments the command's options, and settings of the form {@code --name=value}
   * @return the exit code: 0 if it is done
   */
  public static int run(String... arguments) {
    try {
      AdoptArguments wish = AdoptArguments.of(arguments);
      String[] settings =
          Stream.concat(Stream.of(QUIET), Stream.of(wish.settings())).toArray(String[]::new);
      try (ConfigurableApplicationContext context =
          new SpringApplicationBuilder(AdoptCommand.class)
              .properties("spring.config.name=redemption-processor")
              .web(WebApplicationType.NONE)
              .logStartupInfo(false)
              .run(settings)) {
        String schema = ownSchema(context, wish);
        DriverManagerDataSource owner = owner(context.getEnvironment());
        tell(owner, schema, wish);
        if (wish.applies()) {
          Migration.run(settings);
          adopt(owner, schema, wish);
        }
      }
      return DONE;
    } catch (AdoptionImpossibleException e) {
      System.err.println(e.getMessage());
    } catch (IOException e) {
      System.err.println("The report cannot be written: " + e.getMessage());
    } catch (RuntimeException e) {
      System.err.println(failed(e));
    }
    return FAILED;
  }

  private static void tell(DriverManagerDataSource owner, String schema, AdoptArguments wish)
      throws IOException {
    AdoptionReport report;
    try (AdoptionSession session = AdoptionSession.open(owner, schema)) {
      report = new Adoption(session, wish.options(), _ -> {}).report();
    }
    report.lines(PRINTED_MAX).forEach(System.out::println);
    Path file = wish.report();
    if (file != null) {
      Files.write(file, report.lines(Integer.MAX_VALUE), UTF_8);
    }
    if (!wish.applies()) {
      System.out.println("Nothing is changed: adopt --apply does it.");
    }
  }

  private static void adopt(DriverManagerDataSource owner, String schema, AdoptArguments wish) {
    try (AdoptionSession session = AdoptionSession.open(owner, schema)) {
      new Adoption(session, wish.options(), System.out::println).run();
    }
    System.out.println("Adopted.");
  }

  /** Admit One needs a schema for itself, beside the old tables'. */
  private static String ownSchema(ConfigurableApplicationContext context, AdoptArguments wish) {
    String schema = context.getBean(ProcessorProperties.class).schema();
    if (schema == null || schema.equals(wish.options().schema())) {
      throw new AdoptionImpossibleException(
          "Set admit-one.processor.schema, here and for the processors, to a schema of its own,"
              + " such as admit_one: the old tables are in %s.".formatted(wish.options().schema()),
          null);
    }
    return schema;
  }

  /** As the migrations connect. */
  private static DriverManagerDataSource owner(Environment settings) {
    return new DriverManagerDataSource(
        settings.getRequiredProperty("spring.flyway.url"),
        settings.getRequiredProperty("spring.flyway.user"),
        settings.getProperty("spring.flyway.password", ""));
  }

  private static String failed(RuntimeException e) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
    return cause instanceof SQLException
        ? "The adoption failed: %s. What is done is kept: repair the cause and run it again."
            .formatted(cause.getMessage())
        : StartFailures.explained(e);
  }
}

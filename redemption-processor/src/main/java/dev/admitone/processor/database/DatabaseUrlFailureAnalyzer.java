package dev.admitone.processor.database;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * An address that no driver takes. Spring Boot's own analysis of it is about databases within the
 * process.
 */
final class DatabaseUrlFailureAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> {

  private static final String URL = "spring.datasource.url";

  /** Boot's exception, which is private to its package. */
  private static final String NO_DATA_SOURCE = "DataSourceBeanCreationException";

  /** Boot's message about a URL of another kind, without the name of the setting. */
  private static final String NOT_JDBC = "'url' must start with \"jdbc\"";

  private final Environment environment;

  DatabaseUrlFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCreationException cause) {
    for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
      if (inner.getClass().getSimpleName().equals(NO_DATA_SOURCE)
          || NOT_JDBC.equals(inner.getMessage())) {
        String url = DatabaseAddress.shown(environment.getProperty(URL, ""));
        return new FailureAnalysis(
            url.isBlank()
                ? URL + " is empty."
                : "%s is %s, for which there is no driver.".formatted(URL, url),
            "Set it to jdbc:postgresql://host:port/database.",
            inner);
      }
    }
    return null;
  }
}

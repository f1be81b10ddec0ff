package dev.admitone.processor.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What {@code migrate} does beside the migrations.
 *
 * @param processorPassword the password that the processor's role gets, and with it the right to
 *     log in; none: the role stays as it is
 */
@ConfigurationProperties("admit-one.migration")
record MigrationProperties(@Nullable String processorPassword) {

  /** Nothing of the password. */
  @Override
  public String toString() {
    return "MigrationProperties[]";
  }
}

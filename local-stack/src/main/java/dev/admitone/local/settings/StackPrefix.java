package dev.admitone.local.settings;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.schemas.topics.TopicNames;
import java.util.Map;

/** The variable that prefixes the names of topics, group and clients of the stack. */
public final class StackPrefix {

  private static final String VARIABLE = "ADMIT_PREFIX";

  private StackPrefix() {}

  /**
   * The names of the topics.
   *
   * @throws CommandFailedException if the variable is no prefix
   */
  public static TopicNames in(Map<String, String> environment) {
    String prefix = environment.getOrDefault(VARIABLE, "");
    try {
      return new TopicNames(prefix);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "%s is '%s': set it to %s, or leave it out.".formatted(VARIABLE, prefix, e.getMessage()),
          null);
    }
  }
}

package dev.admitone.local.services;

import dev.admitone.local.command.UsageException;
import java.util.ArrayList;
import java.util.List;

/** The command line of a processor's command on a stack. */
public final class StackArguments {

  private StackArguments() {}

  /**
   * What was asked for, and the settings that lead to the stack. A setting that is given twice
   * would have both values, with a comma between them.
   *
   * @param given the options and settings of the person who calls
   * @param ofStack settings of the form {@code --name=value}
   * @throws UsageException if a setting of the stack is given
   */
  public static String[] of(List<String> given, List<String> ofStack) {
    List<String> names = ofStack.stream().map(StackArguments::name).toList();
    for (String argument : given) {
      if (argument.contains("=") && names.contains(name(argument))) {
        throw new UsageException(
            "%s cannot be set here: the local stack has its own".formatted(name(argument)));
      }
    }
    List<String> all = new ArrayList<>(given);
    all.addAll(ofStack);
    return all.toArray(String[]::new);
  }

  private static String name(String setting) {
    int end = setting.indexOf('=');
    return end < 0 ? setting : setting.substring(0, end);
  }
}

package dev.admitone.local.smoke;

import dev.admitone.local.command.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/**
 * What {@code ./admit smoke} runs. Exit codes: 0, all checks pass; 1, one fails; 2, the command
 * line is wrong, and nothing was sent.
 */
@Command(
    name = "smoke",
    exitCodeOnInvalidInput = 2,
    // So that a token behind an equals sign is not taken, and not repeated.
    separator = " ",
    customSynopsis = "./admit smoke --url ADDRESS [--token TOKEN | --token-file FILE]",
    description = {
      "run the smoke tests against any deployment, with a code of its own that is revoked",
      "at the end; without a token on the command line, where other users of the machine can",
      "read it, ADMIT_TOKEN has it. Exits 0 if all checks pass, else 1"
    })
public final class SmokeCommand implements Callable<Integer> {

  private static final int PASSED = 0;
  private static final int FAILED = 1;

  private final Map<String, String> environment;

  @Option(names = "--url", arity = "0..1", fallbackValue = "", paramLabel = "ADDRESS")
  private @Nullable String url;

  @Option(
      names = "--token",
      arity = "0..1",
      parameterConsumer = EachValue.class,
      paramLabel = "TOKEN")
  private List<String> tokens = new ArrayList<>();

  @Option(
      names = "--token-file",
      arity = "0..1",
      parameterConsumer = EachValue.class,
      paramLabel = "FILE")
  private List<String> tokenFiles = new ArrayList<>();

  @Unmatched private List<String> unknown = new ArrayList<>();

  /** Takes the environment, which may have the token. */
  public SmokeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return SmokeTests.run(arguments(), System.out) ? PASSED : FAILED;
  }

  /**
   * Reads the command line and the environment.
   *
   * @throws UsageException if something is missing or superfluous
   */
  SmokeArguments arguments() {
    return SmokeArguments.of(unknown, url, tokens, tokenFiles, environment);
  }

  /** Keeps one value for each time that the option is given, an empty one where none follows. */
  private static final class EachValue implements IParameterConsumer {

    @Override
    public void consumeParameters(Stack<String> rest, ArgSpec option, CommandSpec command) {
      boolean follows = !rest.isEmpty() && !rest.peek().startsWith("--");
      option.<List<String>>getValue().add(follows ? rest.pop() : "");
    }
  }
}

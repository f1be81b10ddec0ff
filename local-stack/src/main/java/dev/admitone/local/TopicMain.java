package dev.admitone.local;

import dev.admitone.schemas.JsonLinesFormatter;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.service.start.StartFailures;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code ./admit topic} runs: prints a topic of the running stack until it is stopped. */
public final class TopicMain {

  private static final String USAGE = "./admit topic NAME [--from-beginning] [--key CODE]";
  private static final List<String> NAMES =
      Topics.settings(Topics.PARTITION_COUNT_DEFAULT).stream().map(topic -> topic.name()).toList();

  private TopicMain() {}

  /** Takes what the usage says; the broker's port and the prefix come from the environment. */
  public static void main(String[] arguments) {
    // Before anything logs: the stack's log file is the stack's.
    System.setProperty("logback.configurationFile", "logback-topic.xml");
    try {
      Wish wish = Wish.of(List.of(arguments));
      JsonLinesFormatter formatter = new JsonLinesFormatter();
      if (wish.code() != null) {
        formatter.configure(Map.of(JsonLinesFormatter.CODE_PROPERTY, wish.code()));
      }
      try (TopicPrinter printer =
          TopicPrinter.connect(
              StackPort.KAFKA.in(System.getenv()),
              StackPrefix.in(System.getenv()).of(wish.topic()))) {
        Runtime.getRuntime().addShutdownHook(new Thread(printer::stop, "stop"));
        printer.print(wish.fromBeginning(), formatter, System.out);
      }
    } catch (StartFailedException e) {
      Mains.fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      Mains.fail(StartFailures.explained(e));
    }
  }

  /**
   * What the command line says.
   *
   * @param code the one code to print; null: all
   */
  private record Wish(String topic, boolean fromBeginning, @Nullable String code) {

    static Wish of(List<String> arguments) {
      String topic = null;
      boolean fromBeginning = false;
      String code = null;
      Deque<String> rest = new ArrayDeque<>(arguments);
      while (!rest.isEmpty()) {
        String argument = rest.pop();
        switch (argument) {
          case "--from-beginning" -> fromBeginning = true;
          case "--key" -> code = canonical(rest.poll());
          default -> {
            if (topic != null || argument.startsWith("-")) {
              throw new StartFailedException(
                  "'%s' is unknown: %s".formatted(argument, USAGE), null);
            }
            topic = argument;
          }
        }
      }
      if (topic == null || !NAMES.contains(topic)) {
        throw new StartFailedException(
            "%s The topics are %s."
                .formatted(
                    topic == null
                        ? "Which topic? " + USAGE + "."
                        : "There is no topic '%s'.".formatted(topic),
                    String.join(", ", NAMES)),
            null);
      }
      return new Wish(topic, fromBeginning, code);
    }

    private static String canonical(@Nullable String code) {
      if (code == null) {
        throw new StartFailedException("--key needs a code: " + USAGE, null);
      }
      return InviteCodes.canonical(code)
          .orElseThrow(
              () ->
                  new StartFailedException(
                      "'%s' is no code: 3 to 64 of A-Z, 0-9, '-' and '_'.".formatted(code), null));
    }
  }
}

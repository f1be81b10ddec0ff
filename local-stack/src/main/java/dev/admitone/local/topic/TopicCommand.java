package dev.admitone.local.topic;

import dev.admitone.local.command.UsageException;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackPrefix;
import dev.admitone.schemas.JsonLinesFormatter;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.TopicSettings;
import dev.admitone.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code ./admit topic} runs: prints a topic of the running stack until it is stopped. */
@Command(
    name = "topic",
    exitCodeOnInvalidInput = 1,
    customSynopsis = TopicCommand.USAGE,
    description = {
      "print a topic of the running stack as lines of JSON, until Ctrl-C: redemption-requests,",
      "redemption-results, invites, redemption-requests-dlt or redemption-alerts;",
      "with --key one code's alone"
    })
public final class TopicCommand implements Runnable {

  static final String USAGE = "./admit topic NAME [--from-beginning] [--key CODE]";
  private static final List<String> NAMES =
      Stream.concat(
              Topics.settings(Topics.PARTITION_COUNT_DEFAULT).stream().map(TopicSettings::name),
              Stream.of(Topics.ALERTS))
          .toList();

  private final Map<String, String> environment;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "the topic")
  private @Nullable String topic;

  @Option(names = "--from-beginning", description = "begins with what is there already")
  private boolean fromBeginning;

  @Option(
      names = "--key",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "CODE",
      description = "the one code to print")
  private @Nullable String code;

  /** Takes the environment, which has the broker's port and the prefix. */
  public TopicCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    String name = topic();
    JsonLinesFormatter formatter = new JsonLinesFormatter();
    if (code != null) {
      formatter.configure(Map.of(JsonLinesFormatter.CODE_PROPERTY, canonical(code)));
    }
    try (TopicPrinter printer =
        TopicPrinter.connect(
            StackPort.KAFKA.in(environment), StackPrefix.in(environment).of(name))) {
      Runtime.getRuntime().addShutdownHook(new Thread(printer::stop, "stop"));
      printer.print(fromBeginning, formatter, System.out);
    }
  }

  private String topic() {
    if (topic == null || !NAMES.contains(topic)) {
      throw new UsageException(
          "%s The topics are %s."
              .formatted(
                  topic == null
                      ? "Which topic? " + USAGE + "."
                      : "There is no topic '%s'.".formatted(topic),
                  String.join(", ", NAMES)));
    }
    return topic;
  }

  private static String canonical(String code) {
    if (code.isEmpty()) {
      throw new UsageException("--key needs a code: " + USAGE);
    }
    return InviteCodes.canonical(code)
        .orElseThrow(
            () ->
                new UsageException(
                    "'%s' is no code: 3 to 64 of A-Z, 0-9, '-' and '_'.".formatted(code)));
  }
}

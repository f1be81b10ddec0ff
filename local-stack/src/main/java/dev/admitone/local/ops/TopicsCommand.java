package dev.admitone.local.ops;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.command.UsageException;
import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.PageOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.TopicViews;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the topics, records of one, or one record. */
@Command(
    name = "topics",
    customSynopsis =
        "./admit ops topics [NAME [--at PARTITION-OFFSET [--value FILE] | --partition N [--offset"
            + " N]] [--key CODE | --key-hex DIGITS] [--from TIME] [--to TIME] [--limit N] [--next"
            + " CURSOR]]")
final class TopicsCommand extends OpsSubcommand {

  @Parameters(arity = "0..1", paramLabel = "NAME")
  private @Nullable String topic;

  @Option(names = "--at", paramLabel = "PARTITION-OFFSET")
  private @Nullable String at;

  @Option(names = "--value", paramLabel = "FILE")
  private @Nullable Path value;

  @Option(names = "--partition", paramLabel = "N")
  private @Nullable String partition;

  @Option(names = "--offset", paramLabel = "N")
  private @Nullable String offset;

  @Option(names = "--key", paramLabel = "CODE")
  private @Nullable String key;

  @Option(names = "--key-hex", paramLabel = "DIGITS", description = "a key that is no text")
  private @Nullable String keyHex;

  @Mixin private PageOptions page = new PageOptions();

  TopicsCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void check() {
    boolean searches =
        partition != null || offset != null || key != null || keyHex != null || page.isSet();
    if (topic == null && (at != null || searches)) {
      throw new UsageException("Records of which topic? ./admit ops topics lists them.");
    }
    if (at != null && searches) {
      throw new UsageException("--at shows one record: it goes with no search.");
    }
    if (value != null && at == null) {
      throw new UsageException("--value needs --at: it has one record's value.");
    }
  }

  @Override
  void run(OpsClient console, Printer printer) {
    if (topic == null) {
      ConsoleResponse topics = console.get(CallPath.of("topics"));
      printer.list(topics, topics.json().path("topics"), TopicViews.TOPICS);
    } else if (at == null) {
      search(console, printer, topic);
    } else {
      one(console, printer, topic, at);
    }
  }

  private void search(OpsClient console, Printer printer, String name) {
    CallPath records =
        page.of(CallPath.of("topics", name, "records"))
            .with("partition", partition)
            .with("offset", offset)
            .with("key", key)
            .with("keyHex", keyHex);
    ConsoleResponse found = console.get(records);
    printer.page(found, TopicViews.RECORDS);
    if (found.json().path("partial").asBoolean(false)) {
      printer.items(found.json().path("searched"), TopicViews.SEARCHED);
    }
  }

  private void one(OpsClient console, Printer printer, String name, String position) {
    CallPath path = CallPath.of("topics", name, "records", position);
    printer.thing(console.get(path), TopicViews.RECORD);
    if (value != null) {
      try (InputStream bytes =
          console.file(CallPath.of("topics", name, "records", position, "value"))) {
        Files.copy(bytes, value, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new CommandFailedException("The value cannot be written: %s.".formatted(e), e);
      }
    }
  }
}

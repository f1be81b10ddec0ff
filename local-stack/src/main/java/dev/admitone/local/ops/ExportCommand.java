package dev.admitone.local.ops;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.command.UsageException;
import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.InviteFilterOptions;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
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

/** Writes a list of any length as a file. */
@Command(
    name = "export",
    customSynopsis =
        "./admit ops export codes [the conditions of codes] | uses | refusals (--code CODE | --user"
            + " ID) [--from TIME] [--to TIME] [--format csv|jsonl] [--output FILE]")
final class ExportCommand extends OpsSubcommand {

  @Parameters(paramLabel = "LIST")
  private String list = "";

  @Option(names = "--code", paramLabel = "CODE")
  private @Nullable String code;

  @Option(names = "--user", paramLabel = "ID")
  private @Nullable String userId;

  @Option(names = "--from", paramLabel = "TIME")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME")
  private @Nullable String to;

  @Option(names = "--format", paramLabel = "FORMAT")
  private @Nullable String format;

  @Option(names = "--output", paramLabel = "FILE")
  private @Nullable Path output;

  @Mixin private InviteFilterOptions filter = new InviteFilterOptions();

  ExportCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void check() {
    var _ = path("csv");
  }

  @Override
  void run(OpsClient console, Printer printer) {
    String form = format != null ? format : printer.isForPeople() ? "csv" : "jsonl";
    try (InputStream file = console.file(path(form))) {
      if (output == null) {
        printer.file(file);
      } else {
        write(file, output);
        printer.say("Written to %s: %d bytes.".formatted(output, Files.size(output)));
      }
    } catch (IOException e) {
      throw new CommandFailedException(
          "The file is not whole: %s. Ask for less, or again.".formatted(e), e);
    }
  }

  private CallPath path(String form) {
    boolean invites = list.equals("codes");
    if (!invites && !list.equals("uses") && !list.equals("refusals")) {
      throw new UsageException("There is no list '%s': codes, uses or refusals.".formatted(list));
    }
    if (invites ? code != null || userId != null : (code == null) == (userId == null)) {
      throw new UsageException("uses and refusals need --code or --user, and codes neither.");
    }
    CallPath path =
        invites
            ? filter.of(CallPath.of("exports", "invites"))
            : code != null
                ? CallPath.of("exports", "invites", code, list)
                : CallPath.of("exports", "user", list).with("userId", userId);
    return path.with("from", from).with("to", to).with("format", form);
  }

  /** Beside its place until it is whole. */
  private static void write(InputStream file, Path output) throws IOException {
    Path unfinished = output.resolveSibling(output.getFileName() + ".unfinished");
    try {
      Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished, output, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}

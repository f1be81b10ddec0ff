package dev.admitone.local.ops;

import dev.admitone.gateway.call.RequestIds;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.Texts;
import dev.admitone.local.ops.show.TopicViews;
import dev.admitone.local.ops.show.Views;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * Shows what has a text: a request id, a code, a user id, a position in the requests topic, or the
 * Idempotency-Key of a caller. For programs each finding is a line of JSON, the console's response
 * as it is.
 */
@Command(name = "search", customSynopsis = "./admit ops search TEXT [--caller SUBJECT]")
final class SearchCommand extends OpsSubcommand {

  private static final Pattern REQUEST_ID =
      Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern POSITION = Pattern.compile("\\d{1,5}-\\d{1,14}");

  /** What may be a code: others are refused by the console. */
  private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}\\s_\\p{Pd}]{3,64}");

  private static final String REQUESTS = "redemption-requests";

  @Parameters(paramLabel = "TEXT")
  private String text = "";

  @Option(names = "--caller", paramLabel = "SUBJECT", description = "the caller of a key")
  private @Nullable String caller;

  SearchCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void run(OpsClient console, Printer printer) {
    boolean found = findRequest(console, printer);
    found |= findRecord(console, printer);
    found |= findCode(console, printer);
    found |= findUser(console, printer);
    if (!found) {
      throw new CommandFailedException(
          "Nothing has '%s': no request, code, user or position.".formatted(Texts.readable(text)),
          null);
    }
  }

  private boolean findRequest(OpsClient console, Printer printer) {
    if (caller == null && !REQUEST_ID.matcher(text).matches()) {
      return false;
    }
    String id = caller == null ? text : RequestIds.derived(caller, text).toString();
    ConsoleResponse story = console.get(CallPath.of("requests", id));
    boolean known =
        story.json().has("record")
            || story.json().has("decision")
            || story.json().has("deadLetter");
    if (known) {
      printer.title("Request");
      RequestCommand.show(story, printer);
    }
    return known;
  }

  private boolean findRecord(OpsClient console, Printer printer) {
    if (!POSITION.matcher(text).matches()) {
      return false;
    }
    CallPath path = CallPath.of("topics", REQUESTS, "records", text);
    return console
        .find(path)
        .map(
            record -> {
              printer.title("Record of " + REQUESTS);
              printer.thing(record, TopicViews.RECORD);
              return true;
            })
        .orElse(false);
  }

  private boolean findCode(OpsClient console, Printer printer) {
    if (!CODE.matcher(text).matches()) {
      return false;
    }
    return console
        .find(CallPath.of("invites", text))
        .map(
            invite -> {
              printer.title("Code");
              printer.thing(invite, Views.INVITE);
              return true;
            })
        .orElse(false);
  }

  /** The console knows every user, also one of whom the ledger knows nothing. */
  private boolean findUser(OpsClient console, Printer printer) {
    ConsoleResponse user = console.get(CallPath.of("user").with("userId", text));
    JsonNode json = user.json();
    boolean known =
        json.path("hasProfile").asBoolean(false)
            || !json.path("latestUses").isEmpty()
            || !json.path("latestReleases").isEmpty()
            || !json.path("latestRefusals").isEmpty();
    if (known) {
      printer.title("User");
      UserCommand.show(user, printer);
    }
    return known;
  }
}

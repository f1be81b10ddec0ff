package dev.admitone.local.ops;

import dev.admitone.local.command.UsageException;
import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.options.ChangeOptions;
import dev.admitone.local.ops.show.DeadLetterViews;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Terminal;
import dev.admitone.local.ops.show.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows dead letters by their reasons, of one reason, or one with its bytes; acts on them. */
@Command(
    name = "dead-letters",
    customSynopsis =
        "./admit ops dead-letters [REASON [--status STATUS] [--limit N] [--next CURSOR] |"
            + " PARTITION-OFFSET] | (REASON | PARTITION-OFFSET... | --set ID)"
            + " (--send-again | --set-aside) [--reason TEXT --yes NUMBER] | --set ID [--go-on]")
final class DeadLettersCommand extends OpsSubcommand {

  private static final Pattern POSITION = Pattern.compile("\\d{1,5}-\\d{1,14}");
  private static final String LETTERS = "dead-letters";
  private static final String SEND_AGAIN = "--send-again";
  private static final String SET_ASIDE = "--set-aside";

  @Parameters(arity = "0..*", paramLabel = "REASON or PARTITION-OFFSET")
  private List<String> which = new ArrayList<>();

  @Option(names = "--set", paramLabel = "ID", description = "letters that were counted before")
  private @Nullable String set;

  @Option(names = SEND_AGAIN, description = "appends them to the requests, as they came")
  private boolean sendsAgain;

  @Option(names = SET_ASIDE, description = "notes that they are dealt with")
  private boolean setsAside;

  @Option(names = "--go-on", description = "carries out what was confirmed and not finished")
  private boolean goesOn;

  @Option(names = "--status", paramLabel = "STATUS", description = "OPEN, SENT or ASIDE")
  private @Nullable String status;

  @Option(names = "--limit", paramLabel = "N")
  private @Nullable Integer limit;

  @Option(names = "--next", paramLabel = "CURSOR")
  private @Nullable String next;

  @Mixin private ChangeOptions change = new ChangeOptions();

  DeadLettersCommand(Map<String, String> environment, Terminal terminal) {
    super(environment, terminal);
  }

  @Override
  void check() {
    if ((sendsAgain ? 1 : 0) + (setsAside ? 1 : 0) + (goesOn ? 1 : 0) > 1) {
      throw new UsageException("One of --send-again, --set-aside and --go-on.");
    }
    if (goesOn && set == null) {
      throw new UsageException("--go-on needs --set: the letters that were confirmed.");
    }
    boolean arePositions = which.stream().allMatch(each -> POSITION.matcher(each).matches());
    if (which.size() > 1 && !(arePositions && changes())) {
      throw new UsageException(
          "One REASON or one PARTITION-OFFSET; several of the latter with --send-again or"
              + " --set-aside.");
    }
    if (changes() && which.isEmpty() == (set == null)) {
      throw new UsageException("Which dead letters? A REASON, a PARTITION-OFFSET or a --set.");
    }
    if (change.isConfirmed()) {
      if (!changes() || goesOn) {
        throw new UsageException("--yes needs --send-again or --set-aside.");
      }
      var _ = change.reason();
    }
  }

  @Override
  boolean changes() {
    return sendsAgain || setsAside || goesOn;
  }

  @Override
  void run(OpsClient console, Printer printer) {
    LetterSet sets = new LetterSet(console, printer);
    if (goesOn && set != null) {
      sets.goOn(set);
    } else if (changes()) {
      act(sets);
    } else if (set != null) {
      sets.show(sets.find(set));
    } else if (which.isEmpty()) {
      overview(console, printer);
    } else if (POSITION.matcher(which.getFirst()).matches()) {
      letter(console, printer, which.getFirst());
    } else {
      list(console, printer, reason());
    }
  }

  private void overview(OpsClient console, Printer printer) {
    ConsoleResponse overview = console.get(CallPath.of(LETTERS));
    printer.list(overview, overview.json().path("groups"), DeadLetterViews.GROUPS);
    sayUnread(overview, printer);
  }

  private void list(OpsClient console, Printer printer, String deadLetterReason) {
    CallPath records =
        CallPath.of(LETTERS, "records")
            .with("deadLetterReason", deadLetterReason)
            .with("status", status == null ? null : status.toUpperCase(Locale.ROOT))
            .with("limit", limit)
            .with("next", next);
    ConsoleResponse page = console.get(records);
    printer.page(page, DeadLetterViews.LETTERS);
    sayUnread(page, printer);
  }

  private static void letter(OpsClient console, Printer printer, String position) {
    ConsoleResponse detail = console.get(CallPath.of(LETTERS, "records", position));
    printer.thing(detail, DeadLetterViews.LETTER);
    printer.title("What operators did");
    printer.items(detail.json().path("handlings"), DeadLetterViews.HANDLINGS);
    if (!detail.json().path("others").isEmpty()) {
      printer.title("The same request or bytes");
      printer.items(detail.json().path("others"), DeadLetterViews.LETTERS);
    }
  }

  private void act(LetterSet sets) {
    ConsoleResponse found =
        set != null
            ? sets.find(set)
            : POSITION.matcher(which.getFirst()).matches()
                ? sets.freeze(which)
                : sets.freezeAll(reason());
    Long number = change.number();
    if (number == null) {
      sets.offer(found, sendsAgain ? SEND_AGAIN : SET_ASIDE);
      return;
    }
    change.requireNumber(found.json().path("count").asLong(0));
    sets.confirm(
        found.text("/id"), sendsAgain ? "SEND_AGAIN" : "SET_ASIDE", number, change.reason());
  }

  private String reason() {
    return which.getFirst().toUpperCase(Locale.ROOT);
  }

  private static void sayUnread(ConsoleResponse response, Printer printer) {
    long unread = response.json().path("unread").asLong(0);
    if (unread > 0) {
      printer.say("%d records are not read yet: ask again.".formatted(unread));
    }
    String missing = response.text("/missing");
    if (!missing.isEmpty()) {
      printer.say(Texts.readable(missing));
    }
  }
}

package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Outcome;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Request;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that operators have to know: it could not be made as it was. */
public sealed interface Finding {

  /** A line of the list. */
  String inWords();

  /** Why an answer cannot be carried out. */
  enum Obstacle {
    NO_SUCH_CODE("neither the ledger nor the invites topic has the code"),
    HAS_A_USE("the user has another use of the code"),
    PROFILE_TAKEN("another profile has the name, e-mail address or phone number"),
    CODE_EXISTS("the code exists under another id"),
    NO_SUCH_USE("there is no such use to give back"),
    OTHER_COMMAND("no such request is answered like that");

    private final String words;

    Obstacle(String words) {
      this.words = words;
    }
  }

  /** The answer stands, but nothing came of it. */
  record NotCarriedOut(
      Position position,
      UUID requestId,
      String code,
      @Nullable String userId,
      Acceptance answered,
      Obstacle obstacle)
      implements Finding {

    static NotCarriedOut of(Request request, Acceptance answered, Obstacle obstacle) {
      return new NotCarriedOut(
          request.position(), request.id(), request.code(), request.userId(), answered, obstacle);
    }

    @Override
    public String inWords() {
      return "answered, not carried out: %s %s%s was %s at %s: %s"
          .formatted(
              requestId,
              code,
              userId == null ? "" : " of user " + userId,
              answered,
              position,
              obstacle.words);
    }
  }

  /** The ledger has another decision under the id than the one that was published. */
  record DecidedOtherwise(
      Position position, UUID requestId, String code, Outcome answered, Outcome ledger)
      implements Finding {

    static DecidedOtherwise of(Request request, Outcome answered, LedgerEntry entry) {
      return new DecidedOtherwise(
          request.position(), request.id(), request.code(), answered, entry.outcome());
    }

    @Override
    public String inWords() {
      return "answered otherwise than the ledger decided: %s %s was %s at %s, the ledger has %s"
          .formatted(requestId, code, answered, position, ledger);
    }
  }

  /** An answer whose request the log no longer has. */
  record RequestGone(
      Position position, UUID requestId, String code, @Nullable String userId, String answered)
      implements Finding {
    @Override
    public String inWords() {
      return "answered, its request is gone from the log: %s %s%s was %s at %s"
          .formatted(
              requestId, code, userId == null ? "" : " of user " + userId, answered, position);
    }
  }

  /** Records that the log lost before the ledger had decided them. */
  record RecordsGone(int partition, long from, long to) implements Finding {
    @Override
    public String inWords() {
      return "never decided, gone from the log: partition %d, offsets %d to %d"
          .formatted(partition, from, to - 1);
    }
  }

  /** More uses than the limit allows. */
  record OverLimit(String code, long uses, long maxUses) implements Finding {
    @Override
    public String inWords() {
      return "over its limit: %s has %d uses of %d".formatted(code, uses, maxUses);
    }
  }

  /** A code that SQL made: only the invites topic knew it. */
  record TakenFromTopic(String code) implements Finding {
    @Override
    public String inWords() {
      return "made by SQL, taken from the invites topic: " + code;
    }
  }

  /** A limit or validity that SQL changed: only the invites topic knew it. */
  record RedefinedFromTopic(String code) implements Finding {
    @Override
    public String inWords() {
      return "limit or validity changed by SQL, taken from the invites topic: " + code;
    }
  }

  /** Limit or validity differ, and a later change by an operator was carried out. */
  record DefinitionUnclear(String code) implements Finding {
    @Override
    public String inWords() {
      return "limit or validity changed by SQL, lost to a later change by an operator: " + code;
    }
  }

  /** Uses that SQL made or took away: the log has nothing about them. */
  record UsesLost(String code, long ledger, long topic) implements Finding {
    @Override
    public String inWords() {
      return "uses that no request tells of: %s has %d, the invites topic said %d"
          .formatted(code, ledger, topic);
    }
  }
}

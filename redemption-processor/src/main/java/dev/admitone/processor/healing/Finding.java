package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Outcome;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Request;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A difference that operators have to know about: it could not be repaired. */
public sealed interface Finding {

  /** A line of the list. */
  String inWords();

  /** Why a published decision cannot be carried out. */
  enum Obstacle {
    NO_SUCH_CODE("neither the ledger nor the invites topic has the code"),
    HAS_A_USE("the user has another use of the code"),
    PROFILE_TAKEN("another profile has the name, e-mail address or phone number"),
    CODE_EXISTS("the code exists under another id"),
    NO_SUCH_USE("there is no such use to give back"),
    OTHER_COMMAND("no such request is decided like that");

    private final String words;

    Obstacle(String words) {
      this.words = words;
    }
  }

  /** The published decision stays the decision, but it was not carried out. */
  record NotCarriedOut(
      Position position,
      UUID requestId,
      String code,
      @Nullable String userId,
      Acceptance published,
      Obstacle obstacle)
      implements Finding {

    static NotCarriedOut of(Request request, Acceptance published, Obstacle obstacle) {
      return new NotCarriedOut(
          request.position(), request.id(), request.code(), request.userId(), published, obstacle);
    }

    @Override
    public String inWords() {
      return "published, not carried out: %s %s%s was %s at %s: %s"
          .formatted(
              requestId,
              code,
              userId == null ? "" : " of user " + userId,
              published,
              position,
              obstacle.words);
    }
  }

  /** The ledger has another decision under the id than the one that was published. */
  record DecidedOtherwise(
      Position position, UUID requestId, String code, Outcome published, Outcome ledger)
      implements Finding {

    static DecidedOtherwise of(Request request, Outcome published, LedgerEntry entry) {
      return new DecidedOtherwise(
          request.position(), request.id(), request.code(), published, entry.outcome());
    }

    @Override
    public String inWords() {
      return "published otherwise than the ledger decided: %s %s was %s at %s, the ledger has %s"
          .formatted(requestId, code, published, position, ledger);
    }
  }

  /** A published decision whose request the log no longer has. */
  record RequestGone(
      Position position, UUID requestId, String code, @Nullable String userId, String published)
      implements Finding {
    @Override
    public String inWords() {
      return "published, its request is gone from the log: %s %s%s was %s at %s"
          .formatted(
              requestId, code, userId == null ? "" : " of user " + userId, published, position);
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
      return "uses that no request made: %s has %d, the invites topic had %d"
          .formatted(code, ledger, topic);
    }
  }
}

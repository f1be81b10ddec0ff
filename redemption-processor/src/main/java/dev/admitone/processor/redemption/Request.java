package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request of the log.
 *
 * @param id made by the gateway; the same id is the same request. Of an {@link Command.Ask} the id
 *     that it asks about
 * @param code in its canonical form; empty for an {@link Command.Ask}
 */
public record Request(
    UUID id, Fingerprint fingerprint, String code, Command command, SourceRecord source)
    implements Delivery {

  /** When the broker took it: the only clock of decisions. */
  public Instant appendedAt() {
    return source.appendedAt();
  }

  /** What the user signs up with; null for other requests. */
  public @Nullable Signup signup() {
    return command instanceof Command.Redeem redeem ? redeem.signup() : null;
  }

  /** The user that redeems; null for other commands. */
  public @Nullable String userId() {
    return command instanceof Command.Redeem redeem ? redeem.userId() : null;
  }

  /** The same redemption of the user under the pseudonym: it stays the same content. */
  Request under(String pseudonym) {
    return new Request(id, fingerprint, code, new Command.Redeem(pseudonym, signup()), source);
  }
}

package dev.admitone.ops.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.deadletters.Letter;
import dev.admitone.ops.log.LoggedRequest;
import dev.admitone.ops.log.LoggedResult;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request, from the log over the ledger to the result.
 *
 * @param deadLetter null: there is a decision, or no dead letter is known to have the request id
 * @param release null: its use, if it got one, was not given back
 * @param millisToResult from the broker's append time of the request to the time at which its
 *     result was published; null where one of them is missing
 * @param missing the parts that are not shown, each with the reason
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestStory(
    UUID requestId,
    @Nullable LoggedRequest record,
    @Nullable Decision decision,
    @Nullable Letter deadLetter,
    @Nullable Release release,
    @Nullable LoggedResult result,
    @Nullable Long millisToResult,
    List<MissingPart> missing) {

  /** Copies the list. */
  public RequestStory {
    missing = List.copyOf(missing);
  }
}

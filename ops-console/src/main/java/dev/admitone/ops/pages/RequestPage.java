package dev.admitone.ops.pages;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.requests.RequestStory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request, from the call to its response.
 *
 * @param code null: nothing that was found names it
 * @param userId null: nothing that was found names one
 * @param advice about the refusal; null: it was not refused
 * @param command an operator's command as text; null: it is none
 */
public record RequestPage(
    Frame frame,
    RequestStory story,
    @Nullable String code,
    @Nullable String userId,
    List<Step> steps,
    @Nullable Advice advice,
    @Nullable String command) {

  /** Copies the steps. */
  public RequestPage {
    steps = List.copyOf(steps);
  }

  /**
   * A step of the request.
   *
   * @param at null: it did not happen, or is not shown
   * @param after how long after the step before it; null: one of the times is missing
   * @param said sentences
   * @param link a page about it; null: there is none
   */
  public record Step(
      String name,
      @Nullable Instant at,
      @Nullable String after,
      List<String> said,
      @Nullable String link) {

    /** Copies the sentences. */
    public Step {
      said = List.copyOf(said);
    }
  }
}

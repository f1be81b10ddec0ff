package dev.admitone.ops.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters by their reasons.
 *
 * @param groups the one with the most open letters first
 * @param unread how many records of the topic the console has not looked at yet: it goes on with
 *     each call
 * @param missing why it could not go on; null: it could
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LetterOverview(List<Group> groups, long unread, @Nullable String missing) {

  /** Copies the groups. */
  public LetterOverview {
    groups = List.copyOf(groups);
  }

  /**
   * The letters of one reason.
   *
   * @param open about how many nothing was done yet
   * @param sent how many were sent again
   * @param aside how many were set aside
   * @param oldestAt the time of the oldest one
   * @param newestAt the time of the newest one
   */
  public record Group(
      String deadLetterReason,
      long open,
      long sent,
      long aside,
      Instant oldestAt,
      Instant newestAt) {}
}

package dev.admitone.ops.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.services.PartState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The overview without its charts, for programs and terminals. Numbers are texts with their units.
 *
 * @param at of the latest reading of the services; null: there is none yet
 * @param outcomes decisions per second by outcome, over the last minute
 * @param phases the mean time of a batch's phases, over the last minute
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OverviewReport(
    @Nullable Instant at,
    List<Tile> tiles,
    List<OutcomeRate> outcomes,
    List<OutcomeRate> phases,
    HotCodes hotCodes,
    List<PartState> health) {

  static OverviewReport of(OverviewPart part) {
    return new OverviewReport(
        part.at(), part.tiles(), part.outcomes(), part.phases(), part.hotCodes(), part.health());
  }
}

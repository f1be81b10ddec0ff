package dev.admitone.ops.overview;

import dev.admitone.ops.charts.Chart;
import dev.admitone.ops.services.PartState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the overview that changes by itself.
 *
 * @param at of the latest reading; null: there is none yet
 * @param outcomes decisions per second by outcome, over the last minute
 * @param phases the mean time of a batch's phases, over the last minute
 */
public record OverviewPart(
    @Nullable Instant at,
    List<Tile> tiles,
    List<Chart> charts,
    List<OutcomeRate> outcomes,
    List<OutcomeRate> phases,
    HotCodes hotCodes,
    List<PartState> health) {

  /** Copies the lists. */
  public OverviewPart {
    tiles = List.copyOf(tiles);
    charts = List.copyOf(charts);
    outcomes = List.copyOf(outcomes);
    phases = List.copyOf(phases);
    health = List.copyOf(health);
  }
}

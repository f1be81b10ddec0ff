package dev.admitone.ops.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codes with the most decisions of late, or why they are not shown.
 *
 * @param partial whether only a part of the decisions of that time was counted
 * @param missing a sentence; null: they are shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HotCodes(List<HotCode> codes, boolean partial, @Nullable String missing) {

  /** Copies the codes. */
  public HotCodes {
    codes = List.copyOf(codes);
  }
}

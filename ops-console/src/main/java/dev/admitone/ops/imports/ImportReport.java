package dev.admitone.ops.imports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param dryRun nothing was made: {@code invites} is how many would be
 * @param lines how many lines were read, the first of CSV among them
 * @param invites how many invites this import has made, now or when the file was sent before
 * @param bad how many lines make no invite, by the reason
 * @param badLines the first of them
 * @param allListed false: there are more bad lines than {@code badLines} lists
 * @param stoppedAfterLine the last line that was read of a file that has more, because requests
 *     were not taken or not decided in time: the file is to be sent again; null: it was read to its
 *     end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportReport(
    boolean dryRun,
    long lines,
    long invites,
    Map<BadReason, Long> bad,
    List<BadLine> badLines,
    boolean allListed,
    @Nullable Long stoppedAfterLine) {

  /**
   * A line that makes no invite. Nothing of what is in it but a code: it may be anything.
   *
   * @param code in its canonical form; null: the line has none that can be read
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BadLine(long line, @Nullable String code, BadReason reason) {}

  /** Whether each line makes an invite or can never make one: sending the file again adds none. */
  @JsonIgnore
  public boolean isComplete() {
    return stoppedAfterLine == null
        && !bad.containsKey(BadReason.NOT_SENT)
        && !bad.containsKey(BadReason.NOT_DECIDED);
  }
}

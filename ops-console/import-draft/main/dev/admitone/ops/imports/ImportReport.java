package dev.admitone.ops.imports;

import java.util.List;
import java.util.Map;

/**
 * What became of a file.
 *
 * @param dryRun nothing was made: {@code invites} is how many would be
 * @param lines how many lines the file has, the first of CSV among them
 * @param invites how many invites this import has made, now or when the file was sent before
 * @param bad how many lines make no invite, by the reason
 * @param badLines the first of them
 * @param complete false: there are more bad lines than {@code badLines} lists
 */
public record ImportReport(
    boolean dryRun,
    long lines,
    long invites,
    Map<BadReason, Long> bad,
    List<BadLine> badLines,
    boolean complete) {

  /** A line that makes no invite. Nothing of what is in it: it may be anything. */
  public record BadLine(long line, BadReason reason) {}
}

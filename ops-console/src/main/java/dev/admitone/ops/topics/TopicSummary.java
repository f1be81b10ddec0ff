package dev.admitone.ops.topics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.records.OffsetRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic of the deployment.
 *
 * @param topic its own name, which paths have
 * @param name its name on the broker
 * @param partitions the offsets of each partition; none where they cannot be read
 * @param missing why the partitions are not shown; null: they are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TopicSummary(
    String topic, String name, List<OffsetRange> partitions, @Nullable String missing) {

  /** Copies the partitions. */
  public TopicSummary {
    partitions = List.copyOf(partitions);
  }
}

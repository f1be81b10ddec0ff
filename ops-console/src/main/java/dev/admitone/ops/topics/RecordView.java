package dev.admitone.ops.topics;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.records.ShownRecord;
import org.jspecify.annotations.Nullable;

/**
 * The page of one record.
 *
 * @param position such as {@code 7-1234}
 * @param value the decoded value as JSON; null: there is none
 * @param filePath of the whole value as a file
 * @param listPath of the records from this one on
 */
public record RecordView(
    Frame frame,
    String topic,
    String position,
    ShownRecord record,
    @Nullable String value,
    String filePath,
    String listPath) {}

package dev.admitone.ops.log;

import dev.admitone.ops.history.Position;
import org.jspecify.annotations.Nullable;

/**
 * What became of a dead letter that was sent again.
 *
 * @param position where it lies in the requests topic; null: it is not known to be there
 * @param mayBeThere whether it may be in the topic although the broker did not acknowledge it
 * @param error why it is not known to be there; null: it is
 */
public record SentLetter(@Nullable Position position, boolean mayBeThere, @Nullable String error) {}

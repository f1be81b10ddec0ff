package dev.admitone.ops.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one statement found.
 *
 * @param drifts those of the page
 * @param last the page's last key; null if it is empty, which ends the table
 */
record VerifiedRows(List<Drift> drifts, @Nullable String last) {}

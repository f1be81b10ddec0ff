package dev.admitone.processor.redemption;

import java.util.List;

/**
 * The moves of one transaction.
 *
 * @param all by partition
 * @param comparedOn what they are valid for
 */
public record PlaceMoves(List<PlaceMove> all, ComparedOn comparedOn) {}

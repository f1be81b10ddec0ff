package dev.admitone.gateway.redemption;

import java.util.List;

/**
 * The response to a call with many redemptions.
 *
 * @param pending how many of them are not decided yet
 * @param results what became of each, in the order of the call
 */
record RedemptionResults(int pending, List<RedemptionResult> results) {}

package dev.admitone.benchmarks.disturbance;

/**
 * All codes published again, as after a healing, beside users that redeem at a steady rate.
 *
 * @param codes how many
 * @param seconds until the last one's snapshot was in the log
 * @param quietP95 of the users' calls before, milliseconds
 * @param busyP95 the same meanwhile
 * @param validations how often the uses of a code were asked for meanwhile
 * @param backwards how often there were fewer than at an earlier question
 * @param refused how many of the users' calls got anything but their redemption
 */
public record Republishing(
    int codes,
    double seconds,
    double quietP95,
    double busyP95,
    int validations,
    int backwards,
    int refused) {}

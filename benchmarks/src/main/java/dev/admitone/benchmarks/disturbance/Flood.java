package dev.admitone.benchmarks.disturbance;

/**
 * A steady user's latencies without and beside one caller's flood, milliseconds, and how many of
 * the user's calls got anything but their redemption.
 *
 * @param title what the flooding caller does
 * @param calls how many of its calls arrived, and how many of them got the status 200
 */
public record Flood(
    String title,
    int calls,
    int callsServed,
    double quietP50,
    double quietP99,
    double floodedP50,
    double floodedP99,
    int refused) {}

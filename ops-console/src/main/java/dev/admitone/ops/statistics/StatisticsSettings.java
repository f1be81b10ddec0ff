package dev.admitone.ops.statistics;

import java.time.Duration;

/**
 * What counts as unusual.
 *
 * @param window over how long refusals and codes are counted
 * @param codeRefusals so many refusals of one code in a window are detected
 * @param userCodes so many codes that one user tries in a window are detected
 * @param riseFactor an outcome that is as many times as frequent as in the six windows before is
 *     detected
 * @param riseLeast but not if there are fewer of it in a window than these
 */
record StatisticsSettings(
    Duration window, long codeRefusals, int userCodes, int riseFactor, long riseLeast) {

  static final StatisticsSettings DEFAULTS =
      new StatisticsSettings(Duration.ofMinutes(10), 100, 20, 5, 100);
}

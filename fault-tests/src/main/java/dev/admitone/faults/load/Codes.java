package dev.admitone.faults.load;

import java.util.List;
import java.util.stream.IntStream;

/** The codes that a run uses. */
public final class Codes {

  /** Begins the keys of records that are no possible requests. */
  public static final String HOSTILE = "HOSTILE-";

  /** Those that users redeem over HTTP and records on the log redeem too. */
  public static final List<String> ALL =
      IntStream.rangeClosed(1, 8).mapToObj("FAULT-%d"::formatted).toList();

  /** Those that users sign up with: without a limit, so that signups are granted to the end. */
  static final List<String> OF_SIGNUPS = List.of("SIGNUP-1", "SIGNUP-2", "SIGNUP-3");

  /** Those that the SQL function of before uses beside the log; their limits stay. */
  public static final List<String> OF_SQL = List.of("SQL-1", "SQL-2");

  private static final long LIMIT_STEP = 150;
  private static final long SQL_ONE_IN = 16;

  private Codes() {}

  /** The code that the user of that number signs up with. */
  static String ofSignup(long number) {
    return OF_SIGNUPS.get(Math.floorMod(number, OF_SIGNUPS.size()));
  }

  /** The id of the user of that number. */
  public static String userId(long number) {
    return "caller-" + number;
  }

  /** The code that the user of that number redeems. */
  static String ofUser(long number) {
    if (Math.floorMod(number, SQL_ONE_IN) == 0) {
      return OF_SQL.get(Math.floorMod(number / SQL_ONE_IN, OF_SQL.size()));
    }
    return ALL.get(Math.floorMod(number, ALL.size()));
  }

  /** One that is reached, and one that is not. */
  static long limitOfSql(int number) {
    return number == 0 ? LIMIT_STEP : LIMIT_STEP * LIMIT_STEP;
  }

  /** Low ones, so that codes are exhausted within a run, and high ones. */
  static long limit(int number) {
    return (number + 1) * LIMIT_STEP;
  }
}

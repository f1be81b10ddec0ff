package dev.admitone.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The function that the product replaces, as the page on changes by SQL has it. */
public final class OldFunction {

  /** Its name, which tests that share a ledger replace with others. */
  public static final String NAME = "use_invite_code";

  private static final String PAGE = "/change-invites-by-sql.md";
  private static final String BEGIN = "create or replace function " + NAME;
  private static final String END = "$$;";
  private static final String COUNTERS_BEGIN = "create sequence if not exists " + NAME;
  private static final String COUNTERS_END = "to admit_one_reader;";

  private OldFunction() {}

  /** The statement that makes it. */
  public static String definition() throws IOException {
    return part(BEGIN, END);
  }

  /** The statements that make the sequences in which it counts its errors. */
  public static String counters() throws IOException {
    return part(COUNTERS_BEGIN, COUNTERS_END);
  }

  private static String part(String first, String last) throws IOException {
    try (InputStream resource = OldFunction.class.getResourceAsStream(PAGE)) {
      String page = new String(Objects.requireNonNull(resource).readAllBytes(), UTF_8);
      int begin = page.indexOf(first);
      return page.substring(begin, page.indexOf(last, begin) + last.length());
    }
  }
}

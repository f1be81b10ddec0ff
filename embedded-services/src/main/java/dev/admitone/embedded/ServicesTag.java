package dev.admitone.embedded;

import java.util.Arrays;

/** The JUnit tag of tests that start a broker, a database, a whole service or a process. */
final class ServicesTag {

  private static final String NAME = "services";

  /** Has the tags that a run of tests leaves out; the build sets it. */
  private static final String EXCLUDED_PROPERTY = "admit-one.tests.excluded";

  private ServicesTag() {}

  /**
   * Reports a test that lacks the tag, in a run that leaves tests with it out.
   *
   * @param service what is about to start
   * @throws IllegalStateException in such a run
   */
  static void requireIncluded(String service) {
    String excluded = System.getProperty(EXCLUDED_PROPERTY, "");
    if (Arrays.asList(excluded.split(",", -1)).contains(NAME)) {
      throw new IllegalStateException(
          "This run leaves out the tests that start services, but a test starts %s: its class needs @Tag(\"%s\")."
              .formatted(service, NAME));
    }
  }
}

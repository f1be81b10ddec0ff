package dev.admitone.processor.redemption;

import java.util.Collection;

/** Port: appends Refresh requests to the log. */
public interface RefreshRequests {

  /**
   * Appends a request for each code and returns when the broker has acknowledged all of them.
   *
   * @throws RuntimeException if it did not within seconds: each of them may or may not be in the
   *     log, and appending them again does no harm
   */
  void append(Collection<String> codes);
}

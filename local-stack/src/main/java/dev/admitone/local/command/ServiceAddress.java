package dev.admitone.local.command;

import java.net.URI;

/** The address of a service, or of the proxy before it, as an option or a variable names it. */
public final class ServiceAddress {

  private ServiceAddress() {}

  /**
   * Reads an address, which may have a path, and has neither a user, a query nor a fragment.
   *
   * @param otherwise what is said about any other text, which might be a secret
   * @throws UsageException if it is no such address; the message does not have it
   */
  public static URI of(String text, String otherwise) {
    try {
      URI address = URI.create(text.strip());
      String scheme = address.getScheme();
      if (address.getHost() != null
          && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
          && address.getRawUserInfo() == null
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the value.
    }
    throw new UsageException(otherwise);
  }
}

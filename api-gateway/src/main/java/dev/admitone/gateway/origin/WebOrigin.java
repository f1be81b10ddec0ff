package dev.admitone.gateway.origin;

import java.net.IDN;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a web page, in the one form that browsers write in the header {@code Origin}: lower
 * case, a name with other letters in Punycode, no port where it is the scheme's own, nothing after
 * the port. Origins of hybrid apps, such as {@code capacitor://localhost}, are origins, too.
 *
 * @param scheme such as {@code https}
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port -1: the scheme's own
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
 *     the serialization of an origin</a>
 */
public record WebOrigin(String scheme, String host, int port) {

  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://(\\[[0-9A-Fa-f:.]+]|[^\\s/?#@:\\[\\]]+)(?::(\\d{1,5}))?/?");

  private static final Map<String, Integer> OWN_PORTS = Map.of("http", 80, "https", 443);

  /** No page has an origin of these. */
  private static final Set<String> WITHOUT_PAGES = Set.of("ftp", "file", "ws", "wss");

  private static final int PORT_MAX = 65_535;

  /** Browsers do not map these as {@link IDN} does, so only their Punycode is unambiguous. */
  private static final Pattern MAPPED_OTHERWISE = Pattern.compile("[\\u00DF\\u03C2\\u200C\\u200D]");

  /** Reads an origin in any of the allowed forms; empty if it is none. */
  public static Optional<WebOrigin> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    int port = matcher.group(3) == null ? -1 : Integer.parseInt(matcher.group(3));
    if (WITHOUT_PAGES.contains(scheme) || port == 0 || port > PORT_MAX) {
      return Optional.empty();
    }
    return host(matcher.group(2)).map(host -> of(scheme, host, port));
  }

  /** The origin of what is served there. */
  public static WebOrigin of(String scheme, String host, int port) {
    boolean own = Integer.valueOf(port).equals(OWN_PORTS.get(scheme));
    return new WebOrigin(scheme, host.toLowerCase(Locale.ROOT), own ? -1 : port);
  }

  private static Optional<String> host(String text) {
    if (MAPPED_OTHERWISE.matcher(text).find()) {
      return Optional.empty();
    }
    try {
      String ascii = text.startsWith("[") ? text : IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
      return Optional.of(ascii.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As browsers write it. */
  @Override
  public String toString() {
    return port < 0 ? scheme + "://" + host : scheme + "://" + host + ":" + port;
  }
}

package dev.admitone.ops.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a browser without a script does with the pages: keeps the cookie, sends forms. */
public final class PageClient implements AutoCloseable {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Console console;
  private @Nullable String cookie;

  public PageClient(Console console) {
    this.console = console;
  }

  /** With a session of the token's operator. */
  public static PageClient signedIn(Console console, String token) {
    PageClient client = new PageClient(console);
    HttpResponse<String> response = client.send("/sign-in", Map.of("token", token));
    if (response.statusCode() != 303) {
      throw new IllegalStateException("not signed in: " + response.body());
    }
    return client;
  }

  /** The cookie as it is sent; null: none. */
  public @Nullable String cookie() {
    return cookie;
  }

  /** Sends this cookie from now on. */
  public void useCookie(@Nullable String value) {
    cookie = value;
  }

  /** Asks for a page and follows nothing. */
  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  /** Sends a form without the token of its page. */
  public HttpResponse<String> send(String path, Map<String, String> fields, String... headers) {
    String body =
        fields.entrySet().stream()
            .map(
                field ->
                    URLEncoder.encode(field.getKey(), UTF_8)
                        + "="
                        + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return sendForm(path, body, headers);
  }

  /** Sends a form whose fields are encoded, such as one that has a name more than once. */
  public HttpResponse<String> sendForm(String path, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** Sends a form with the token that the page has. */
  public HttpResponse<String> sendFrom(
      String page, String path, Map<String, String> fields, String... headers) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("_csrf", csrf(page));
    return send(path, all, headers);
  }

  /** The token of the page's forms. */
  public String csrf(String page) {
    Matcher matcher = CSRF.matcher(get(page).body());
    if (!matcher.find()) {
      throw new IllegalStateException("no form on " + page);
    }
    return matcher.group(1);
  }

  private HttpRequest.Builder request(String path, String... headers) {
    URI uri = path.startsWith("http") ? URI.create(path) : console.uri(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(5));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) {
    HttpResponse<String> response;
    try {
      response = client.send(request, BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    response
        .headers()
        .allValues("Set-Cookie")
        .forEach(set -> cookie = Arrays.asList(set.split(";", -1)).getFirst());
    return response;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

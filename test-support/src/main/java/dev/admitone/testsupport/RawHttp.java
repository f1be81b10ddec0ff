package dev.admitone.testsupport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls whose responses or bodies are no JSON. */
public final class RawHttp {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private RawHttp() {}

  public static String get(String address, String... headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address)).GET(), headers);
  }

  public static String post(String address, String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  /** Status, headers and body of the response. */
  private static String send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(request.timeout(CALL_TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
      return "%d %s%n%s"
          .formatted(response.statusCode(), response.headers().map(), response.body());
    }
  }
}

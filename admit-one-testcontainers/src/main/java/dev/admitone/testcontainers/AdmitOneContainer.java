package dev.admitone.testcontainers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The whole of Admit One in one container: gateway, processor, broker and database. It is its own
 * issuer of tokens, and its data go with it.
 */
public final class AdmitOneContainer extends GenericContainer<AdmitOneContainer> {

  /** The image that {@code ./admit images} builds. */
  public static final String IMAGE = "admit-one-local:dev";

  private static final String TOKEN = "/opt/admit-one-local/token";
  private static final int GATEWAY_PORT = 8080;
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");
  private static final int CREATED = 201;

  /** Of {@link #IMAGE}. */
  public AdmitOneContainer() {
    this(DockerImageName.parse(IMAGE));
  }

  /** Of another image of the same kind, from your registry for instance. */
  public AdmitOneContainer(DockerImageName image) {
    super(image);
    addExposedPort(GATEWAY_PORT);
    setWaitStrategy(
        Wait.forLogMessage(".*Admit One is ready.*", 1).withStartupTimeout(LONGEST_START));
  }

  /** Where the gateway answers, seen from the test. */
  public URI gateway() {
    return URI.create("http://%s:%d".formatted(getHost(), getMappedPort(GATEWAY_PORT)));
  }

  /** A user's own token, for 12 hours. */
  public String token(String userId) {
    return tokenOf("--user", userId);
  }

  /** The token of a frontend, which acts for any user. */
  public String serviceToken() {
    return tokenOf("--service");
  }

  /** The token of an operator, who creates and changes codes. */
  public String adminToken() {
    return tokenOf("--admin");
  }

  /**
   * Makes a code.
   *
   * @return the code, which can be redeemed now
   * @throws IllegalStateException if it is refused, because it exists for instance
   */
  public String createInvite(NewInvite invite) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(gateway().resolve("/api/invites"))
                .header("Authorization", "Bearer " + adminToken())
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .POST(HttpRequest.BodyPublishers.ofString(invite.json()))
                .build());
    Matcher code = CODE.matcher(answer.body());
    if (answer.statusCode() != CREATED || !code.find()) {
      throw new IllegalStateException(
          "No code was made: %d %s".formatted(answer.statusCode(), answer.body()));
    }
    return code.group(1);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String tokenOf(String... whose) {
    String[] command = new String[whose.length + 1];
    command[0] = TOKEN;
    System.arraycopy(whose, 0, command, 1, whose.length);
    try {
      ExecResult result = execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException("No token was made: " + result.getStderr());
      }
      return result.getStdout().strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package dev.admitone.testcontainers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The whole of Admit One in one container: gateway, processor, console, broker and database. It is
 * its own issuer of tokens, and its data go with it. With {@code withReuse(true)} the container and
 * its data stay for the next run, as far as Testcontainers is told to allow that.
 */
public final class AdmitOneContainer extends GenericContainer<AdmitOneContainer> {

  /** The image that {@code ./admit images} builds. */
  public static final String IMAGE = "admit-one-local:dev";

  private static final String TOKEN_KEY = "/data/token-key.json";
  private static final String PROVOKE = "/opt/admit-one-local/provoke";
  private static final int GATEWAY_PORT = 8080;
  private static final int CONSOLE_PORT = 8082;
  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");
  private static final String CODE_EXISTS = "\"reason\":\"CODE_EXISTS\"";
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable TokenSigner signer;

  /** Of {@link #IMAGE}. */
  public AdmitOneContainer() {
    this(DockerImageName.parse(IMAGE));
  }

  /** Of another image of the same kind, from your registry for instance. */
  public AdmitOneContainer(DockerImageName image) {
    super(image);
    addExposedPort(GATEWAY_PORT);
    addExposedPort(CONSOLE_PORT);
    setWaitStrategy(Wait.forLogMessage(".*Admit One is ready.*", 1).withStartupTimeout(START_MAX));
  }

  /** The key is the container's, so that one that is used again has the one of its first start. */
  @Override
  protected void containerIsStarted(InspectContainerResponse containerInfo) {
    signer =
        TokenSigner.of(
            copyFileFromContainer(TOKEN_KEY, file -> new String(file.readAllBytes(), UTF_8)));
  }

  /** The gateway's address, as the test reaches it. */
  public URI gateway() {
    return address(GATEWAY_PORT);
  }

  /** The address of the operators' console, as the test reaches it. */
  public URI console() {
    return address(CONSOLE_PORT);
  }

  private URI address(int port) {
    return URI.create("http://%s:%d".formatted(getHost(), getMappedPort(port)));
  }

  /** A user's own token, for an hour. */
  public String token(String userId) {
    return token(NewToken.ofUser(userId));
  }

  /** The token of a frontend, which acts for any user. */
  public String serviceToken() {
    return token(NewToken.ofUser("local-frontend").withScopes("redemptions:write"));
  }

  /** The token of an operator that may look, in the console, and not change. */
  public String readerToken() {
    return token(NewToken.ofUser("local-reader").withScopes("invites:read"));
  }

  /** The token of an operator, which creates and changes codes. */
  public String adminToken() {
    return token(NewToken.ofUser("local-operator").withScopes("invites:admin"));
  }

  /**
   * Any other token, made here within milliseconds.
   *
   * @throws IllegalStateException if the container is not started
   */
  public String token(NewToken token) {
    if (signer == null) {
      throw new IllegalStateException("Start the container first: it has the key for tokens");
    }
    return signer.signed(token.json(Instant.now()));
  }

  /**
   * Makes a code. In a container that is used again, a code that an earlier run made gets these
   * limits and is no longer revoked; the uses that it has stay.
   *
   * @return the code, which can be redeemed now
   * @throws IllegalStateException if it is refused, because it exists for instance
   */
  public String createInvite(NewInvite invite) {
    HttpResponse<String> response = send("POST", "/api/invites", invite.json());
    String code = invite.code();
    if (code != null && isShouldBeReused() && response.body().contains(CODE_EXISTS)) {
      response = change(code, invite.asChange());
    } else {
      require(response, CREATED);
    }
    Matcher made = CODE.matcher(response.body());
    if (!made.find()) {
      throw new IllegalStateException("No code in " + response.body());
    }
    return made.group(1);
  }

  /**
   * Changes a code; applies to every redemption that is sent afterwards.
   *
   * @throws IllegalStateException if it is refused, because there is no such code for instance
   */
  public void changeInvite(String code, InviteChange change) {
    change(code, change);
  }

  /** Revokes a code: a change like others. */
  public void revokeInvite(String code) {
    change(code, InviteChange.nothing().withRevoked(true));
  }

  /**
   * Gives a use back: the slot and the user's right to redeem the code.
   *
   * @param requestId of the redemption, which is in its response
   * @throws IllegalStateException if it is refused, because it was given back before for instance
   */
  public void releaseUse(String code, String requestId) {
    String path = "/api/redemptions/%s/release".formatted(URLEncoder.encode(requestId, UTF_8));
    require(send("POST", path, Json.of(Map.of("code", code, "reason", "test"))), OK);
  }

  /**
   * From now on each redemption of the code ends in the dead-letter topic, and its caller gets the
   * status 500 with {@code DEAD_LETTERED}.
   */
  public void deadLetterRedemptionsOf(String code) {
    provoke("dead-letter", code);
  }

  /**
   * From now on the broker refuses requests, of all tests that share the container: their callers
   * get the status 503 with {@code NOT_ACKNOWLEDGED}.
   */
  public void stopTakingRequests() {
    provoke("refuse");
  }

  /** Ends {@link #stopTakingRequests}. */
  public void takeRequestsAgain() {
    provoke("accept");
  }

  private HttpResponse<String> change(String code, InviteChange change) {
    String path = "/api/invites/" + URLEncoder.encode(code, UTF_8).replace("+", "%20");
    HttpResponse<String> response = send("PATCH", path, change.json());
    require(response, OK);
    return response;
  }

  private static void require(HttpResponse<String> response, int status) {
    if (response.statusCode() != status) {
      throw new IllegalStateException(
          "%s %s: %d %s"
              .formatted(
                  response.request().method(),
                  response.request().uri().getPath(),
                  response.statusCode(),
                  response.body()));
    }
  }

  private HttpResponse<String> send(String method, String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(gateway().resolve(path))
            .header("Authorization", "Bearer " + adminToken())
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=30")
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void provoke(String... what) {
    String[] command = new String[what.length + 1];
    command[0] = PROVOKE;
    System.arraycopy(what, 0, command, 1, what.length);
    try {
      ExecResult result = execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(result.getStdout() + result.getStderr());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

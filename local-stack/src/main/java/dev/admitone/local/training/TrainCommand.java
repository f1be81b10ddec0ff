package dev.admitone.local.training;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.local.stack.LocalStack;
import dev.admitone.local.stack.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What the build of an image runs: lets a service work beside a stack for some seconds, so that its
 * JVM can keep what it loaded, linked and profiled. The service is a process of its own, because
 * what is kept belongs to its class path.
 */
@Command(name = "train", hidden = true, customSynopsis = "train gateway | processor COMMAND...")
public final class TrainCommand implements Runnable {

  private static final String GATEWAY = "gateway";
  private static final int CALLS = 400;
  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int STOP_MINUTES_MAX = 3;

  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "SERVICE", description = "gateway or processor")
  private String service = "";

  @Parameters(index = "1..*", paramLabel = "COMMAND", description = "starts the service")
  private List<String> command = new ArrayList<>();

  /** Takes the environment, which has ports and directory of the stack beside the service. */
  public TrainCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    StackSettings settings = StackSettings.of(environment, false);
    System.setProperty("admit-one.log-file", settings.logFile().toString());
    try (LocalStack stack = LocalStack.begin(settings)) {
      stack.awaitReady();
      train(stack, service.equals(GATEWAY), command);
    }
  }

  private static void train(LocalStack stack, boolean gateway, List<String> command) {
    int port = freePort();
    int management = gateway ? freePort() : port;
    List<String> whole = new ArrayList<>(command);
    whole.addAll(gateway ? stack.gatewaySettings() : stack.processorSettings());
    whole.add("--server.port=" + port);
    if (gateway) {
      whole.add("--management.server.port=" + management);
    }
    Process started = start(whole);
    try {
      awaitListening(started, management);
      Readiness.await(local(management));
      call(gateway ? local(port) : stack.gatewayAddress(), stack.tokenKey());
    } finally {
      // The order matters: the profile is written at the end.
      started.destroy();
      awaitEnd(started);
    }
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates codes, and validates and redeems each for as many users as it has uses. */
  private static void call(URI gateway, TokenKey key) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String token = key.token("training", "redemptions:write invites:admin");
      for (int i = 0; i < CALLS; i++) {
        String code = "TRAINING-" + i / 4;
        if (i % 4 == 0) {
          String made = "{\"code\":\"%s\",\"maxUses\":1}".formatted(code);
          post(client, gateway.resolve("/api/invites"), token, made);
        }
        String redeemed = "{\"code\":\"%s\",\"userId\":\"user-%d\"}".formatted(code, i);
        post(client, gateway.resolve("/api/redemptions"), token, redeemed);
        String asked = "{\"code\":\"%s\"}".formatted(code);
        post(client, gateway.resolve("/api/invites/validate"), token, asked);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void post(HttpClient client, URI address, String token, String body)
      throws IOException, InterruptedException {
    client.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }

  private static void awaitListening(Process service, int port) {
    long deadlineNanos = System.nanoTime() + START_MAX.toNanos();
    while (!listens(port)) {
      if (!service.isAlive() || System.nanoTime() > deadlineNanos) {
        throw new CommandFailedException("The service did not start.", null);
      }
      try {
        Thread.sleep(BETWEEN_TRIES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void awaitEnd(Process service) {
    try {
      if (!service.waitFor(STOP_MINUTES_MAX, TimeUnit.MINUTES)) {
        service.destroyForcibly();
        throw new CommandFailedException("The service did not stop.", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}

package dev.admitone.ops.support;

import dev.admitone.embedded.SharedServices;
import dev.admitone.ops.OpsApplication;
import dev.admitone.testsupport.Await;
import dev.admitone.testsupport.ChildJvm;
import dev.admitone.testsupport.FreePorts;
import dev.admitone.testsupport.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A console in a JVM of its own with a bounded heap, to be killed. */
public final class ConsoleProcess implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final ChildJvm jvm;
  private final int port;

  private ConsoleProcess(ChildJvm jvm, int port) {
    this.jvm = jvm;
    this.port = port;
  }

  /** Starts it with the heap that the contract names, and waits until it listens. */
  public static ConsoleProcess start(TestLog log, TestLedger ledger) throws IOException {
    int port = FreePorts.one();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=" + port,
                "--management.server.port=" + FreePorts.one(),
                "--admit-one.ops.ledger.url=" + ledger.url(),
                "--admit-one.ops.ledger.username=" + SharedServices.database().readerUsername()));
    arguments.addAll(Arrays.asList(log.settings()));
    arguments.addAll(Tokens.settings());
    ProcessBuilder command =
        JavaCommand.of(OpsApplication.class)
            .options("-Xmx256m", "-XX:+ExitOnOutOfMemoryError")
            .arguments(arguments)
            .builder()
            .redirectOutput(Redirect.DISCARD);
    ConsoleProcess console = new ConsoleProcess(ChildJvm.start(command), port);
    Await.patiently().until(console::listens);
    return console;
  }

  private boolean listens() {
    try {
      HttpRequest request = request("/api/ops/openapi.json").GET().build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a body, as an operator that may change something, and does not wait. */
  public CompletableFuture<HttpResponse<String>> post(
      String path, String contentType, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        request(path).header("Content-Type", contentType).timeout(Duration.ofMinutes(30));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.sendAsync(request.POST(body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
        .header("Authorization", "Bearer " + Tokens.operator());
  }

  public boolean isRunning() {
    return jvm.isRunning();
  }

  /** As kill -9 does. */
  public void kill() {
    jvm.kill();
  }

  @Override
  public void close() {
    jvm.close();
    client.shutdownNow();
  }
}

package dev.admitone.local.training;

import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.local.stack.LocalStack;
import dev.admitone.local.stack.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Lets a service, or the whole stack, work for some seconds before its first real start, so that
 * its JVM can keep what it loaded and linked, and which methods are called how often: with that
 * profile the first calls after a start are compiled early. What is trained is a process of its
 * own, because what is kept belongs to its class path.
 */
@Command(
    name = "train",
    hidden = true,
    customSynopsis = "train gateway | processor | console | stack COMMAND...")
public final class TrainCommand implements Runnable {

  private static final String GATEWAY = "gateway";
  private static final String CONSOLE = "console";
  private static final String STACK = "stack";

  private final Map<String, String> environment;

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = "gateway, processor or console, or stack for all in one process")
  private String what = "";

  @Parameters(index = "1..*", paramLabel = "COMMAND", description = "starts it")
  private List<String> command = new ArrayList<>();

  /** Takes the environment, which has ports and directory of the stack. */
  public TrainCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    StackSettings settings = StackSettings.of(environment, false);
    if (what.equals(STACK)) {
      trainStack(settings);
      return;
    }
    System.setProperty("admit-one.log-file", settings.logFile().toString());
    try (LocalStack stack = LocalStack.begin(settings)) {
      stack.awaitReady();
      trainService(stack);
    }
  }

  /** The stack is the trained process itself; its ports are chosen here, so that they are known. */
  private void trainStack(StackSettings settings) {
    int port = freePort();
    int management = freePort();
    Map<String, String> ports =
        Map.of(
            StackPort.GATEWAY.variable(), String.valueOf(port),
            StackPort.GATEWAY_MANAGEMENT.variable(), String.valueOf(management));
    try (TrainedProcess trained = TrainedProcess.start(command, ports)) {
      trained.awaitListening(management);
      Readiness.await(local(management));
      TrainingCalls.make(local(port), TokenKey.existing(settings.tokenKeyFile()));
    }
  }

  private void trainService(LocalStack stack) {
    boolean gateway = what.equals(GATEWAY);
    boolean console = what.equals(CONSOLE);
    int port = freePort();
    int management = gateway || console ? freePort() : port;
    List<String> whole = new ArrayList<>(command);
    whole.addAll(
        gateway
            ? stack.gatewaySettings()
            : console ? stack.consoleSettings() : stack.processorSettings());
    whole.add("--server.port=" + port);
    if (management != port) {
      whole.add("--management.server.port=" + management);
    }
    try (TrainedProcess trained = TrainedProcess.start(whole, Map.of())) {
      trained.awaitListening(management);
      Readiness.await(local(management));
      TrainingCalls.make(gateway ? local(port) : stack.gatewayAddress(), stack.tokenKey());
      if (console) {
        TrainingLooks.make(local(port), stack.tokenKey());
      }
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

package dev.admitone.system;

import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.local.stack.LocalStack;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.testsupport.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;

/** One running product for all test classes of this JVM, on free ports and data of its own. */
public final class Environment {

  private static final TraceCollector TRACES = new TraceCollector();
  private static final LocalStack STACK = start();

  private Environment() {}

  public static LocalStack get() {
    return STACK;
  }

  public static ApiClient api() {
    return Clients.of(STACK.gatewayAddress(), STACK.tokenKey());
  }

  public static TraceCollector traces() {
    return TRACES;
  }

  public static Ledger ledger() {
    return new Ledger(STACK.database().jdbcUrl(), STACK.database().username());
  }

  public static StackSettings settingsOn(Path directory) {
    var freePorts =
        Arrays.stream(StackPort.values()).collect(Collectors.toMap(Function.identity(), _ -> 0));
    return new StackSettings(directory, freePorts, "127.0.0.1", TopicNames.WITHOUT_PREFIX, false);
  }

  private static LocalStack start() {
    try {
      Path directory = Files.createTempDirectory("admit-one");
      System.setProperty(
          "management.opentelemetry.tracing.export.otlp.endpoint", TRACES.endpoint());
      // Tests call more often than people do.
      for (String bucket : new String[] {"user", "service", "address"}) {
        System.setProperty("admit-one.gateway.limits.%s-burst".formatted(bucket), "1000000");
      }
      // Tests share the processors; a hash that waits for its turn is no overload here.
      System.setProperty("admit-one.gateway.signup.max-hash-wait", "60s");
      System.setProperty("admit-one.gateway.traces.trusted-callers", "127.0.0.1");
      System.setProperty(
          "spring.kafka.producer.properties.interceptor.classes", AlteredRecords.class.getName());
      LocalStack stack = LocalStack.begin(settingsOn(directory));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stack.close();
                    FileUtils.deleteQuietly(directory.toFile());
                  }));
      stack.awaitReady();
      return stack;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

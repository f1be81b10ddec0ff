package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;

import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.schemas.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * For tests that start and stop processors of their own: new topics on a broker that no other
 * processor reads, a new database and a new group for each test, as parameters {@link Site} and
 * {@link TestLog}.
 */
final class FreshSite implements ParameterResolver {

  /** The database of each test of the class is empty; others have the newest tables. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface WithoutTables {}

  private static final Namespace NAMESPACE = Namespace.create(FreshSite.class);
  private static final Set<String> TOPICS =
      Set.of(Topics.REQUESTS, Topics.RESULTS, Topics.INVITES, Topics.DEAD_LETTERS);

  /** The broker, once for all of these tests in this JVM. */
  private record Broker(EmbeddedKafka kafka, Path directory) {

    static final Broker SHARED = start();

    private static Broker start() {
      try {
        Path directory = Files.createTempDirectory("admit-one-processor-");
        Broker started = new Broker(EmbeddedKafka.start(directory, 0), directory);
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        return started;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void close() {
      kafka.stop();
      FileSystemUtils.deleteRecursively(directory.toFile());
    }
  }

  /** What one test has. */
  private record Fresh(Site site, TestLog log) implements AutoCloseable {

    @Override
    public void close() {
      log.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Site.class || type == TestLog.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Fresh fresh =
        context
            .getStore(NAMESPACE)
            .computeIfAbsent(Fresh.class, _ -> fresh(context.getRequiredTestClass()), Fresh.class);
    return parameter.getParameter().getType() == Site.class ? fresh.site() : fresh.log();
  }

  private static Fresh fresh(Class<?> testClass) {
    String bootstrapServers = Broker.SHARED.kafka().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      for (var deleted : admin.deleteTopics(TOPICS).topicNameValues().values()) {
        try {
          deleted.get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
            throw new IllegalStateException(e);
          }
        }
      }
      patiently().until(() -> Collections.disjoint(admin.listTopics().names().get(), TOPICS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Site site =
        testClass.isAnnotationPresent(WithoutTables.class)
            ? Site.withoutTables(bootstrapServers)
            : Site.on(bootstrapServers);
    return new Fresh(site, new TestLog(bootstrapServers));
  }
}

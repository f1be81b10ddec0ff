package dev.admitone.processor;

import dev.admitone.embedded.SharedServices;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One processor on the shared broker, for all tests that leave it running: its {@link TestLog}, its
 * database as a {@link JdbcTemplate}, and itself as parameters. Tests keep apart by their codes.
 */
final class SharedProcessor implements ParameterResolver {

  private record Running(TestLog log, RunningProcessor processor) {

    /** One for all classes of this JVM: JUnit's own stores end with each of them. */
    static final Running SHARED = start();

    private static Running start() {
      Site site = Site.on(SharedServices.kafka().bootstrapServers());
      Running started =
          new Running(new TestLog(site.bootstrapServers()), RunningProcessor.start(site));
      SharedServices.closeAtExit(started::close);
      return started;
    }

    private void close() {
      processor.close();
      log.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestLog.class || type == RunningProcessor.class || type == JdbcTemplate.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running = Running.SHARED;
    Class<?> type = parameter.getParameter().getType();
    if (type == TestLog.class) {
      return running.log();
    }
    return type == JdbcTemplate.class ? running.processor().ownersSql() : running.processor();
  }
}

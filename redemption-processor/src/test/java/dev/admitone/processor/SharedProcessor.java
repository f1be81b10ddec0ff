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

  private record Running(TestLog log, RunningProcessor processor) implements AutoCloseable {

    static Running start() {
      Site site = Site.on(SharedServices.kafka().bootstrapServers());
      return new Running(new TestLog(site.bootstrapServers()), RunningProcessor.start(site));
    }

    @Override
    public void close() {
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
    Running running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
    Class<?> type = parameter.getParameter().getType();
    if (type == TestLog.class) {
      return running.log();
    }
    return type == JdbcTemplate.class ? running.processor().ownersSql() : running.processor();
  }
}

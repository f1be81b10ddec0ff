package dev.admitone.benchmarks.http;

import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.benchmarks.peers.JdbcPeer;
import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.gateway.GatewayApplication;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The same call without a log: the gateway itself, with its server, tokens, metrics and traces, and
 * one controller more, which calls the checklist's function. No limit of calls applies to it.
 */
final class DirectApplication {

  static final String PATH = "/direct/redemptions";

  /** HikariCP's own size of a pool, as most services have it. */
  private static final int CONNECTIONS = 10;

  /**
   * The beans that read the log: this service responds from the function, so they would only cost
   * time.
   */
  private static final List<String> READERS = List.of("resultsReader", "inviteStreams");

  private static final int CONFLICT = 409;

  private DirectApplication() {}

  static ConfigurableApplicationContext start(TestBed testBed) {
    HikariDataSource pool = JdbcPeer.pool(testBed, CONNECTIONS);
    ConfigurableApplicationContext direct =
        GatewayApplication.builder()
            .registerShutdownHook(false)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(
                            Controller.class,
                            () -> new Controller(pool),
                            bean -> bean.setDestroyMethodName("close")))
            .run(Gateway.settings(testBed));
    READERS.forEach(reader -> direct.getBean(reader, SmartLifecycle.class).stop());
    return direct;
  }

  /** Calls the function in the way that is set. */
  @RestController
  static class Controller implements AutoCloseable {

    private final HikariDataSource pool;
    private volatile JdbcPeer.Way way = JdbcPeer.Way.NOWAIT;

    Controller(HikariDataSource pool) {
      this.pool = pool;
    }

    /** The body of a redemption. */
    record Body(String code, String userId) {}

    @PostMapping(PATH)
    ResponseEntity<Map<String, Object>> redeem(@RequestBody Body body) throws SQLException {
      if (!JdbcPeer.redeem(pool, way, body.code(), body.userId())) {
        return ResponseEntity.status(CONFLICT).body(Map.of("error", "refused"));
      }
      return ResponseEntity.ok(
          Map.of(
              "requestId", UUID.randomUUID(),
              "status", "REDEEMED",
              "code", body.code(),
              "userId", body.userId(),
              "decidedAt", Instant.now()));
    }

    void use(JdbcPeer.Way wanted) {
      way = wanted;
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}

package dev.admitone.benchmarks.http;

import dev.admitone.benchmarks.peers.JdbcPeer;
import dev.admitone.benchmarks.site.Site;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The same call without a log: the gateway's own HTTP stack (server, virtual threads, metrics,
 * traces) with a controller that calls the checklist's function.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(DirectApplication.Controller.class)
class DirectApplication {

  private static final int CONFLICT = 409;

  /** Starts it with HikariCP's own size of a pool, as most services have it. */
  static ConfigurableApplicationContext start(Site site) {
    return new SpringApplicationBuilder(DirectApplication.class)
        .properties("spring.config.name=direct-baseline")
        .registerShutdownHook(false)
        .run(
            "--spring.datasource.url=" + site.jdbcUrl(),
            "--spring.datasource.username=" + site.username());
  }

  /** Calls the function in the way that is set. */
  @RestController
  static class Controller {

    private final DataSource pool;
    private volatile JdbcPeer.Way way = JdbcPeer.Way.NOWAIT;

    Controller(DataSource pool) {
      this.pool = pool;
    }

    /** What redeeming takes. */
    record Body(String code, String userId) {}

    @PostMapping("/api/redemptions")
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
  }
}

package dev.admitone.benchmarks.contenders;

import com.zaxxer.hikari.HikariDataSource;
import dev.admitone.benchmarks.generator.CallTemplate;
import dev.admitone.benchmarks.peers.JdbcPeer;
import dev.admitone.benchmarks.peers.PeerTables;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;

/** The row-lock function behind Spring MVC: what most services have today. */
final class FunctionMvc implements Contender {

  @Override
  public String id() {
    return "function-mvc";
  }

  @Override
  public String name() {
    return "Row lock, Spring MVC";
  }

  @Override
  public String description() {
    return "A Spring MVC controller calls one PostgreSQL function, which locks the code's row,"
        + " checks, inserts the use and counts.";
  }

  @Override
  public Set<Guarantee> keeps() {
    return EnumSet.of(
        Guarantee.NEVER_OVER,
        Guarantee.ONCE_PER_USER,
        Guarantee.ON_DISK,
        Guarantee.ANY_INSTANCE,
        Guarantee.MORE_THAN_MEMORY);
  }

  @Override
  public String note() {
    return "A user that sends a request again is refused instead of told what was decided.";
  }

  @Override
  public Set<Part> uses() {
    return EnumSet.of(Part.DATABASE);
  }

  @Override
  public Plan plan() {
    return Plan.WHOLE;
  }

  @Override
  public List<Integer> poolSizes() {
    return List.of(2, 4, 8, 16);
  }

  @Override
  public RunningContender start(TestBed testBed) {
    PeerTables tables = new PeerTables(testBed);
    tables.empty();
    HikariDataSource pool = JdbcPeer.pool(testBed, poolSizes().getFirst());
    ConfigurableApplicationContext service =
        MvcApplication.start(
            testBed, (code, user) -> JdbcPeer.redeem(pool, JdbcPeer.Way.BLOCKING, code, user));
    return new Running(service, pool, tables);
  }

  private record Running(
      ConfigurableApplicationContext service, HikariDataSource pool, PeerTables tables)
      implements RunningContender {

    @Override
    public int port() {
      return Gateway.port(service);
    }

    @Override
    public List<CallTemplate> calls() {
      return CallTemplate.redemptions(MvcApplication.PATH);
    }

    @Override
    public void usePool(int size) {
      JdbcPeer.resize(pool, size);
    }

    @Override
    public void verify(long reported, long sent) {
      UseCount.awaitBetween(reported, sent, tables::uses);
      tables.requireCounted();
    }

    @Override
    public void close() {
      service.close();
      pool.close();
    }
  }
}

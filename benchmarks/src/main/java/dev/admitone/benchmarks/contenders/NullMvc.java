package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.generator.CallTemplate;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;

/** The same Spring MVC service with nothing behind it: what HTTP alone takes. */
final class NullMvc implements Contender {

  @Override
  public String id() {
    return "null-mvc";
  }

  @Override
  public String name() {
    return "Spring MVC, nothing behind it";
  }

  @Override
  public String description() {
    return "The same Spring MVC service grants every call and keeps nothing: no way over it can be"
        + " faster.";
  }

  @Override
  public Set<Guarantee> keeps() {
    return EnumSet.noneOf(Guarantee.class);
  }

  @Override
  public Set<Part> uses() {
    return EnumSet.noneOf(Part.class);
  }

  @Override
  public Plan plan() {
    return Plan.SATURATION;
  }

  @Override
  public RunningContender start(TestBed testBed) {
    return new Running(MvcApplication.start(testBed, (_, _) -> true));
  }

  private record Running(ConfigurableApplicationContext service) implements RunningContender {

    @Override
    public int port() {
      return Gateway.port(service);
    }

    @Override
    public List<CallTemplate> calls() {
      return CallTemplate.redemptions(MvcApplication.PATH);
    }

    @Override
    public void verify(long reported, long sent) {
      // Nothing is kept, so there is nothing to compare.
    }

    @Override
    public void close() {
      service.close();
    }
  }
}

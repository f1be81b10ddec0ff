package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.drain.Processor;
import dev.admitone.benchmarks.generator.CallTemplate;
import dev.admitone.benchmarks.testbed.Producers;
import dev.admitone.benchmarks.testbed.Tables;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;

/** Admit One: gateway, log, processor and ledger, with their defaults. */
final class Product implements Contender {

  private static final String PATH = "/api/redemptions";

  @Override
  public String id() {
    return "product";
  }

  @Override
  public String name() {
    return "Admit One";
  }

  @Override
  public String description() {
    return "The gateway appends each request to a Kafka log by code; a processor decides whole"
        + " batches in PostgreSQL, and the result comes back over another topic.";
  }

  @Override
  public Set<Guarantee> keeps() {
    return EnumSet.allOf(Guarantee.class);
  }

  @Override
  public Set<Part> uses() {
    return EnumSet.allOf(Part.class);
  }

  @Override
  public Plan plan() {
    return Plan.WHOLE;
  }

  @Override
  public RunningContender start(TestBed testBed) throws Exception {
    return start(testBed, CallTemplate.redemptions(PATH), 1);
  }

  /** Starts it, for calls of its own. */
  static RunningContender start(TestBed testBed, List<CallTemplate> calls, int redemptionsACall)
      throws Exception {
    Processor.makeTables(testBed);
    Tables tables = new Tables(testBed);
    tables.createInvites(CODE_PREFIX, CODE_COUNT, null);
    Processor processor = Processor.start(testBed, Processor.LANES_DEFAULT);
    try {
      return new Running(
          processor, Gateway.start(testBed), tables, List.copyOf(calls), redemptionsACall);
    } catch (Exception e) {
      processor.close();
      throw e;
    }
  }

  private record Running(
      Processor processor,
      ConfigurableApplicationContext gateway,
      Tables tables,
      List<CallTemplate> calls,
      int redemptionsACall)
      implements RunningContender {

    @Override
    public int port() {
      return Gateway.port(gateway);
    }

    @Override
    public Map<String, Double> counts() {
      Map<String, Double> counts = new HashMap<>(processor.batches());
      counts.putAll(Producers.recordsPerRequest());
      return counts;
    }

    @Override
    public void verify(long reported, long sent) {
      UseCount.awaitBetween(reported * redemptionsACall, sent * redemptionsACall, tables::uses);
      tables.requireCounted();
    }

    @Override
    public void close() {
      gateway.close();
      processor.close();
    }
  }
}

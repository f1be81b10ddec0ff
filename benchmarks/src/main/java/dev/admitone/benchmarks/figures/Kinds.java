package dev.admitone.benchmarks.figures;

/** The kinds of rows in a run's JSON. */
public final class Kinds {

  public static final String RATES = "ratesPerSecond";
  public static final String CONTENDERS = "contenders";
  public static final String WARM_UPS = "warmUps";
  public static final String LOADS = "loads";
  public static final String LATENCIES = "latencies";
  public static final String POOLS = "pools";
  public static final String COMMITS = "commits";
  public static final String COSTS = "costs";
  public static final String BULK = "bulk";
  public static final String COLLECTIONS = "collections";
  public static final String FLOODS = "floods";
  public static final String REPUBLISHINGS = "republishings";
  public static final String GROWTH = "growth";
  public static final String PROCESSOR_MEMORY = "processorMemory";
  public static final String RESULTS_MEMORY = "resultsMemory";
  public static final String GATEWAY_CODES = "gatewayCodes";
  public static final String STARTS = "starts";
  public static final String IDLE = "idle";
  public static final String TIMELINES = "timelines";
  public static final String LEFT_OUT = "leftOut";

  private Kinds() {}
}

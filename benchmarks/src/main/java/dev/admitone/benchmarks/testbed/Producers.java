package dev.admitone.benchmarks.testbed;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What the Kafka producers of this JVM report about themselves. */
public final class Producers {

  private static final String NAME = "records in a produce request, ";

  private Producers() {}

  /**
   * The records and requests of each producer since its start, as {@code .total} and {@code
   * .count}.
   */
  public static Map<String, Double> recordsPerRequest() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    Map<String, Double> counts = new HashMap<>();
    try {
      ObjectName all = new ObjectName("kafka.producer:type=producer-metrics,client-id=*");
      for (ObjectName producer : server.queryNames(all, null)) {
        String name = NAME + producer.getKeyProperty("client-id");
        counts.put(name + ".total", (Double) server.getAttribute(producer, "record-send-total"));
        counts.put(name + ".count", (Double) server.getAttribute(producer, "request-total"));
      }
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException("the name is right", e);
    } catch (JMException e) {
      // A producer that was closed meanwhile.
      return Map.of();
    }
    return counts;
  }
}

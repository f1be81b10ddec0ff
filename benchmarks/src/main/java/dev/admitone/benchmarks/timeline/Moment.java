package dev.admitone.benchmarks.timeline;

import java.util.List;

/**
 * The moments of a call, in their order. Each is the begin or the end of a method that every call
 * passes; most are those of libraries, which no change of the product renames.
 */
enum Moment {
  IN("HTTP in", "org.apache.catalina.connector.CoyoteAdapter::service", Edge.BEGIN, ""),
  SENT("sent", "org.apache.kafka.clients.producer.KafkaProducer::send", Edge.BEGIN, ""),
  APPENDED(
      "appended",
      "org.apache.kafka.storage.internals.log.UnifiedLog::appendAsLeader",
      Edge.END,
      ""),
  POLLED("polled", "org.apache.kafka.clients.consumer.KafkaConsumer::poll", Edge.END, "lane-"),
  LOADED("loaded", "dev.admitone.processor.PhaseTimes::loaded", Edge.BEGIN, ""),
  SAVED("saved", "dev.admitone.processor.PhaseTimes::saved", Edge.BEGIN, ""),
  PUBLISHED("published", "org.apache.kafka.clients.producer.KafkaProducer::send", Edge.BEGIN, ""),
  RESULT_APPENDED(
      "result appended",
      "org.apache.kafka.storage.internals.log.UnifiedLog::appendAsLeader",
      Edge.END,
      ""),
  READ("read", "org.apache.kafka.clients.consumer.KafkaConsumer::poll", Edge.END, "results-reader");

  private final String title;
  private final String method;
  private final Edge edge;
  private final String thread;

  /** Of a method. */
  enum Edge {
    BEGIN,
    END
  }

  Moment(String title, String method, Edge edge, String thread) {
    this.title = title;
    this.method = method;
    this.edge = edge;
    this.thread = thread;
  }

  /** As in the report. */
  String title() {
    return title;
  }

  Edge edge() {
    return edge;
  }

  /** Whether the event of a method is one of it. */
  boolean is(String calledMethod, String threadName) {
    return method.equals(calledMethod) && threadName.startsWith(thread);
  }

  /** All methods, as the flight recorder takes them. */
  static String filter() {
    return String.join(
        ";", List.of(values()).stream().map(moment -> moment.method).distinct().toList());
  }
}

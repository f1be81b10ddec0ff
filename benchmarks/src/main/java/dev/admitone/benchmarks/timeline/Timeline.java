package dev.admitone.benchmarks.timeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** When each call of a recording passed each moment. */
final class Timeline {

  private static final String METHOD_TRACE = "jdk.MethodTrace";
  private static final double MILLI_NANOS = 1e6;

  private Timeline() {}

  /** One method that was left, or one call. */
  record Passed(String method, String thread, Instant begin, Instant end) {}

  /** A recording of the methods that calls pass; the caller starts it. */
  static Recording recording() {
    Recording recording = new Recording();
    recording.enable(METHOD_TRACE).with("filter", Moment.filter()).withoutStackTrace();
    recording.enable(CallEvent.class);
    return recording;
  }

  /** What a recording has: the calls, and the methods that they passed. */
  static Map<Moment, List<Double>> of(Recording recording) throws IOException {
    Path file = Files.createTempFile("timeline", ".jfr");
    try {
      recording.dump(file);
      List<Passed> calls = new ArrayList<>();
      List<Passed> methods = new ArrayList<>();
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        switch (event.getEventType().getName()) {
          case CallEvent.NAME ->
              calls.add(new Passed("", "", event.getStartTime(), event.getEndTime()));
          case METHOD_TRACE -> methods.add(method(event));
          default -> {
            // The recorder's own.
          }
        }
      }
      return of(calls, methods);
    } finally {
      Files.delete(file);
    }
  }

  private static Passed method(RecordedEvent event) {
    RecordedMethod method = event.getValue("method");
    RecordedThread thread = event.getThread();
    String name = thread == null ? null : thread.getJavaName();
    return new Passed(
        method.getType().getName() + "::" + method.getName(),
        name == null ? "" : name,
        event.getStartTime(),
        event.getEndTime());
  }

  /** Milliseconds from the begin of each call to each moment, as far as a call passed it. */
  static Map<Moment, List<Double>> of(List<Passed> calls, List<Passed> methods) {
    Map<Moment, List<Double>> millis = new EnumMap<>(Moment.class);
    for (Passed call : calls) {
      Instant after = call.begin();
      for (Moment moment : Moment.values()) {
        Instant passed = first(moment, after, call.end(), methods);
        if (passed != null) {
          millis
              .computeIfAbsent(moment, _ -> new ArrayList<>())
              .add(Duration.between(call.begin(), passed).toNanos() / MILLI_NANOS);
          after = passed;
        }
      }
    }
    return millis;
  }

  /** The first time that a moment was passed between two others; null if it was not. */
  private static @Nullable Instant first(
      Moment moment, Instant after, Instant before, List<Passed> methods) {
    return methods.stream()
        .filter(passed -> moment.is(passed.method(), passed.thread()))
        .map(passed -> moment.edge() == Moment.Edge.BEGIN ? passed.begin() : passed.end())
        .filter(instant -> instant.isAfter(after) && instant.isBefore(before))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}

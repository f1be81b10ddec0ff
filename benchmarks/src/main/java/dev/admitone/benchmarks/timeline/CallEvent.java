package dev.admitone.benchmarks.timeline;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One call, from sending it to its response, on the clock of the other events. */
@Name(CallEvent.NAME)
@StackTrace(false)
final class CallEvent extends Event {

  static final String NAME = "dev.admitone.Call";
}

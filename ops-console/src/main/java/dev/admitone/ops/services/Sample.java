package dev.admitone.ops.services;

import java.util.Map;

/** A line of a service's metrics. */
record Sample(String name, Map<String, String> labels, double value) {

  /** The value of a label; empty if the line does not have it. */
  String label(String label) {
    return labels.getOrDefault(label, "");
  }
}

package dev.admitone.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.Await;
import java.util.HashSet;
import java.util.Set;

/** Waits for alerts of a Prometheus. */
final class AlertWatch {

  private final Prometheus prometheus;

  AlertWatch(Prometheus prometheus) {
    this.prometheus = prometheus;
  }

  /** Returns once each alert of the faults has fired. */
  void awaitFiring(Fault... faults) {
    Set<String> fired = new HashSet<>();
    Await.patiently()
        .untilAsserted(
            () -> {
              // Some fire for a moment alone, as a jump does that goes on.
              fired.addAll(prometheus.firing());
              assertThat(fired).containsAll(Fault.alertsOf(faults));
            });
  }

  /** Returns once none of the faults' alerts fires. */
  void awaitSilence(Fault... faults) {
    Set<String> alerts = Fault.alertsOf(faults);
    Await.patiently()
        .untilAsserted(() -> assertThat(prometheus.firing()).doesNotContainAnyElementsOf(alerts));
  }
}

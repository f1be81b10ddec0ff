package dev.admitone.gateway.invites;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM allows outside of the heap. */
final class DirectMemory {

  private DirectMemory() {}

  static long maxBytes() {
    long set =
        Long.parseLong(
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue());
    return set == 0 ? Runtime.getRuntime().maxMemory() : set;
  }
}

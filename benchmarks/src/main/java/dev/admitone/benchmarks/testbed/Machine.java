package dev.admitone.benchmarks.testbed;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.springframework.boot.SpringBootVersion;

/**
 * The machine that a figure was measured on. Nothing identifies its owner: the boot's id is a
 * random number of the kernel, which tells whether two sections ran between the same two starts of
 * it.
 */
public final class Machine {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final double GIBIBYTE = 1 << 30;

  private Machine() {}

  /** What all sections of a run must have in common. */
  public static Map<String, String> id() {
    Map<String, String> id = new LinkedHashMap<>();
    id.put("processor", cpuModel());
    id.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    id.put("kernel", System.getProperty("os.version"));
    id.put("boot", bootId());
    return id;
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** The machine, the JVM, and the disk under the data. */
  public static Map<String, String> of(TestBed testBed) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.putAll(id());
    facts.put("memory", "%.0f GiB".formatted(system.getTotalMemorySize() / GIBIBYTE));
    facts.put(
        "system", "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    facts.put("fileSystem", testBed.fileSystem());
    facts.put(
        "pageSync", "%.0f µs (8 KiB written and synced, median)".formatted(testBed.syncMicros()));
    facts.put("jvmOptions", jvmOptions());
    return facts;
  }

  /** How busy the machine was in the last minute, in processes that want to run; -1 if unknown. */
  public static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** The versions of the programs that do the work. */
  public static Map<String, String> versions(TestBed testBed) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put("PostgreSQL", testBed.sql().text("select current_setting('server_version')"));
    versions.put("Kafka", AppInfoParser.getVersion());
    versions.put("Spring Boot", String.valueOf(SpringBootVersion.getVersion()));
    return versions;
  }

  private static String cpuModel() {
    if (Files.isReadable(CPU_INFO)) {
      try (Stream<String> lines = Files.lines(CPU_INFO)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
      } catch (IOException e) {
        return "unknown";
      }
    }
    return "unknown";
  }

  /** The heap and the collector: no option that holds a path. */
  private static String jvmOptions() {
    List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    return options.stream()
        .filter(option -> option.startsWith("-XX:+Use") || option.startsWith("-Xm"))
        .collect(Collectors.joining(" "));
  }
}

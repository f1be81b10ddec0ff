package dev.admitone.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.kubernetes.Product.Service;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.convert.DurationStyle;

/** Images, ports, probes, stop times and memory are those of the product's own files. */
class WorkloadsTest {

  /** What a start needs beside its waits, on a busy machine. */
  private static final Duration START = Duration.ofSeconds(60);

  private static final int MEBIBYTE = 1024 * 1024;

  static List<Service> services() {
    return Product.services();
  }

  @Test
  void thereIsAManifestForEachService() {
    assertThat(Workload.services())
        .extracting(Workload::name)
        .containsExactlyInAnyOrderElementsOf(services().stream().map(Service::workload).toList());
  }

  @ParameterizedTest
  @MethodSource("services")
  void theImageIsTheOneThatComposeStarts(Service service) {
    assertThat(Workload.of(service.workload()).container().getImage())
        .isEqualTo(service.compose("image"));
  }

  @Test
  void theMigrationIsTheCommandThatComposeRuns() {
    Service migration = new Service("admit-one-migration", "migration", "", List.of());
    Container container = Workload.of(migration.workload()).container();
    assertThat(container.getImage()).isEqualTo(migration.compose("image"));
    assertThat(container.getArgs()).hasToString(migration.compose("command"));
  }

  @Test
  void kustomizationsNameTheImagesOfTheirManifests() {
    for (String directory : List.of("services", "migration")) {
      Map<String, Object> kustomization =
          YamlFiles.document("kubernetes/" + directory + "/kustomization.yaml");
      List<String> images =
          ((List<?>) YamlFiles.at(kustomization, "images"))
              .stream()
                  .map(YamlFiles::map)
                  .map(image -> image.get("newName") + ":" + image.get("newTag"))
                  .toList();
      List<Workload> workloads =
          directory.equals("services")
              ? Workload.services()
              : List.of(Workload.of("admit-one-migration"));
      assertThat(images)
          .containsExactlyInAnyOrderElementsOf(
              workloads.stream().map(one -> one.container().getImage()).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void portsAreThoseThatTheServiceListensOn(Service service) {
    Map<String, Integer> ports = ports(Workload.of(service.workload()));
    assertThat(ports).containsEntry("management", service.managementPort());
    int http = (int) service.setting("server", "port");
    assertThat(ports.values())
        .containsExactlyInAnyOrderElementsOf(
            http == service.managementPort()
                ? List.of(http)
                : List.of(http, service.managementPort()));
  }

  @ParameterizedTest
  @MethodSource("services")
  void probesAskTheHealthGroupsOfTheService(Service service) {
    Container container = Workload.of(service.workload()).container();
    assertProbe(service, container.getLivenessProbe(), "liveness");
    assertProbe(service, container.getStartupProbe(), "liveness");
    assertProbe(service, container.getReadinessProbe(), "readiness");
  }

  private static void assertProbe(Service service, Probe probe, String group) {
    assertThat(service.setting("management", "endpoint", "health", "group"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKey(group);
    assertThat(probe.getHttpGet().getPath()).isEqualTo("/actuator/health/" + group);
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
  }

  @ParameterizedTest
  @MethodSource("services")
  void aStartHasTheTimeThatItMayWaitForBrokerAndDatabase(Service service) {
    Probe probe = Workload.of(service.workload()).container().getStartupProbe();
    Duration allowed =
        Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold());
    KnownSettings settings = KnownSettings.read();
    Duration waits = settings.duration("admit-one.broker-wait");
    if (service.workload().equals("admit-one-processor")) {
      waits = waits.plus(settings.duration("admit-one.processor.database-wait"));
    }
    assertThat(allowed).isGreaterThanOrEqualTo(waits.plus(START));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aStopHasTheTimeThatComposeGivesIt(Service service) {
    Workload workload = Workload.of(service.workload());
    Duration pause =
        Optional.ofNullable(workload.container().getLifecycle())
            .map(lifecycle -> lifecycle.getPreStop().getSleep().getSeconds())
            .map(Duration::ofSeconds)
            .orElse(Duration.ZERO);
    Duration grace =
        Duration.ofSeconds(workload.template().getSpec().getTerminationGracePeriodSeconds());
    assertThat(grace.minus(pause))
        .isEqualTo(DurationStyle.detectAndParse(service.compose("stop_grace_period")))
        .isGreaterThan(service.stopTime());
    // Behind a Service, calls still come for a moment.
    assertThat(pause.isPositive()).isEqualTo(ports(workload).containsKey("http"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void memoryIsWhatComposeGivesIt(Service service) {
    long bytes = bytes(service.compose("mem_limit"));
    Container container = Workload.of(service.workload()).container();
    assertMemory(container, bytes);
    // A limit of processor time would slow starts down.
    assertThat(container.getResources().getLimits()).containsOnlyKeys("memory");
  }

  @Test
  void theMigrationHasTheMemoryOfAProcessor() {
    Service migration = new Service("admit-one-migration", "migration", "", List.of());
    assertMemory(
        Workload.of(migration.workload()).container(), bytes(migration.compose("mem_limit")));
  }

  private static void assertMemory(Container container, long bytes) {
    for (Map<String, Quantity> amounts :
        List.of(container.getResources().getRequests(), container.getResources().getLimits())) {
      assertThat(amounts)
          .hasEntrySatisfying(
              "memory",
              memory -> assertThat(memory.getNumericalAmount().longValueExact()).isEqualTo(bytes));
    }
  }

  @Test
  void servicesLeadToThePortForCallsAndOfManagementOnlyThoseForTheConsole() {
    var services = Manifests.of(io.fabric8.kubernetes.api.model.Service.class);
    assertThat(services)
        .extracting(one -> one.getMetadata().getName())
        .containsExactlyInAnyOrder(
            "admit-one-gateway",
            "admit-one-console",
            "admit-one-gateway-management",
            "admit-one-processor-management");
    for (var service : services) {
      String name = service.getMetadata().getName();
      boolean management = name.endsWith("-management");
      String port = management ? "management" : "http";
      Workload workload = Workload.of(name.replace("-management", ""));
      assertThat(workload.template().getMetadata().getLabels())
          .containsAllEntriesOf(service.getSpec().getSelector());
      assertThat(service.getSpec().getPorts())
          .extracting(ServicePort::getPort)
          .containsExactly(ports(workload).get(port));
      assertThat(service.getSpec().getPorts().getFirst().getTargetPort().getStrVal())
          .isEqualTo(port);
      if (management) {
        assertThat(service.getSpec().getSessionAffinity()).isEqualTo("ClientIP");
        assertThat(Workload.of("admit-one-console").variables())
            .containsValue("http://%s:%d".formatted(name, ports(workload).get(port)));
      }
    }
  }

  static Map<String, Integer> ports(Workload workload) {
    return workload.container().getPorts().stream()
        .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
  }

  private static long bytes(String amount) {
    int digits = amount.length() - 1;
    long number = Long.parseLong(amount.substring(0, digits));
    return switch (amount.charAt(digits)) {
      case 'm' -> number * MEBIBYTE;
      case 'g' -> number * 1024 * MEBIBYTE;
      default -> throw new IllegalArgumentException(amount);
    };
  }
}

package dev.admitone.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pods may do, how many go at once, and what reaches them. */
class GuardedPodsTest {

  static List<Workload> workloads() {
    return Workload.all();
  }

  static List<Workload> services() {
    return Workload.services();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void podsKeepToTheRestrictedStandard(Workload workload) {
    PodSecurityContext pod = workload.template().getSpec().getSecurityContext();
    assertThat(pod.getRunAsNonRoot()).isTrue();
    assertThat(pod.getRunAsUser()).isEqualTo(Product.user());
    assertThat(pod.getRunAsGroup()).isEqualTo(Product.user());
    assertThat(pod.getFsGroup()).isEqualTo(Product.user());
    assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    SecurityContext container = workload.container().getSecurityContext();
    assertThat(container.getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getCapabilities().getAdd()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void podsHaveNoAccessToTheClusterAndNoVariablesOfServices(Workload workload) {
    // The token would lie in /var/run/secrets, which is where the settings are mounted.
    assertThat(workload.template().getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(workload.template().getSpec().getEnableServiceLinks()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void theOneDirectoryThatCanBeWrittenIsBounded(Workload workload) {
    Volume tmp = workload.volumeAt("/tmp");
    assertThat(tmp.getEmptyDir().getSizeLimit()).isNotNull();
    assertThat(workload.container().getVolumeMounts())
        .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
        .extracting(VolumeMount::getMountPath)
        .containsExactly("/tmp");
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void onlyTheGroupOfTheServiceReadsItsSecrets(Workload workload) {
    for (String directory : List.of("/run/secrets", "/etc/admit-one")) {
      assertThat(workload.volumeAt(directory).getProjected().getDefaultMode()).isEqualTo(0440);
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void selectorsOfADeploymentMeanItsPods(Workload service) {
    Map<String, String> labels = service.template().getMetadata().getLabels();
    Deployment deployment = Manifests.of(Deployment.class, service.name());
    assertMeans(deployment.getSpec().getSelector(), labels);
    for (TopologySpreadConstraint spread :
        service.template().getSpec().getTopologySpreadConstraints()) {
      assertMeans(spread.getLabelSelector(), labels);
    }
  }

  /** All but the console, which operators can do without for a minute. */
  static List<Workload> replicated() {
    return services().stream().filter(one -> !one.name().equals("admit-one-console")).toList();
  }

  @ParameterizedTest
  @MethodSource("replicated")
  void aNodeThatIsDrainedTakesOnePodAtMost(Workload service) {
    Deployment deployment = Manifests.of(Deployment.class, service.name());
    assertThat(deployment.getSpec().getReplicas()).isGreaterThan(1);
    assertThat(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable())
        .isEqualTo(new IntOrString(0));
    PodDisruptionBudget budget = Manifests.of(PodDisruptionBudget.class, service.name());
    assertThat(budget.getSpec().getMaxUnavailable()).isEqualTo(new IntOrString(1));
    assertMeans(budget.getSpec().getSelector(), service.template().getMetadata().getLabels());
  }

  @ParameterizedTest
  @MethodSource("services")
  void managementIsReachedFromNamedPodsAlone(Workload service) {
    NetworkPolicy policy = Manifests.of(NetworkPolicy.class, service.name());
    assertMeans(policy.getSpec().getPodSelector(), service.template().getMetadata().getLabels());
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
    for (NetworkPolicyIngressRule rule : policy.getSpec().getIngress()) {
      List<String> ports =
          rule.getPorts().stream().map(port -> port.getPort().getStrVal()).toList();
      assertThat(WorkloadsTest.ports(service)).containsKeys(ports.toArray(String[]::new));
      assertThat(rule.getFrom().isEmpty()).isEqualTo(!ports.contains("management"));
    }
  }

  @Test
  void theNamespaceWarnsOfPodsThatAreNotRestricted() {
    Map<String, String> labels =
        Manifests.only(io.fabric8.kubernetes.api.model.Namespace.class).getMetadata().getLabels();
    assertThat(labels).containsEntry("pod-security.kubernetes.io/warn", "restricted");
  }

  private static void assertMeans(LabelSelector selector, Map<String, String> labels) {
    assertThat(selector.getMatchExpressions()).isEmpty();
    assertThat(selector.getMatchLabels()).isNotEmpty();
    assertThat(labels).containsAllEntriesOf(selector.getMatchLabels());
  }
}

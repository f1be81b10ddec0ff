package dev.admitone.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The one resource without a published model: its fields by name, and its names against others. */
class DatabaseManifestTest {

  /** Those that the manifest uses, as the definition of version 1.30 has them. */
  private static final Set<String> FIELDS =
      Set.of(
          "imageCatalogRef",
          "instances",
          "storage",
          "bootstrap",
          "managed",
          "postgresql",
          "resources");

  private final Manifest database = Manifests.database();

  @Test
  void theManifestHasFieldsThatWereComparedWithTheDefinition() {
    assertThat(database.tree()).containsOnlyKeys("apiVersion", "kind", "metadata", "spec");
    assertThat(YamlFiles.map(database.at("spec"))).containsOnlyKeys(FIELDS.toArray(String[]::new));
    assertThat(YamlFiles.map(database.at("spec", "bootstrap", "initdb")))
        .containsOnlyKeys("database", "owner", "encoding");
    assertThat(YamlFiles.map(database.at("spec", "postgresql", "synchronous")))
        .containsOnlyKeys("method", "number", "dataDurability", "failoverQuorum");
    assertThat(roles())
        .allSatisfy(
            role -> assertThat(role).containsOnlyKeys("name", "ensure", "login", "passwordSecret"));
  }

  @Test
  void theServerIsOneThatAdmitOneWorksOn() {
    assertThat((int) database.at("spec", "imageCatalogRef", "major")).isBetween(17, 18);
    assertThat(YamlFiles.map(database.at("spec", "imageCatalogRef")))
        .containsOnlyKeys("apiGroup", "kind", "name", "major");
    assertThat((int) database.at("spec", "instances")).isEqualTo(3);
  }

  @Test
  void workloadsReachThePrimaryAndItsDatabase() {
    List<String> urls =
        Workload.all().stream()
            .flatMap(one -> one.variables().values().stream())
            .filter(value -> value.startsWith("jdbc:"))
            .toList();
    // The migration's, the processor's and the console's.
    assertThat(urls).hasSize(3);
    for (String url : urls) {
      URI address = URI.create(url.substring("jdbc:".length()));
      assertThat(address.getHost()).isEqualTo(database.name() + "-rw");
      assertThat(address.getPath())
          .isEqualTo("/" + database.at("spec", "bootstrap", "initdb", "database"));
      assertThat(address.getQuery()).startsWith("sslmode=verify-full&sslrootcert=");
    }
  }

  @Test
  void theMigrationWorksAsTheOwnerAndNoOtherWorkloadDoes() {
    String owners = database.name() + "-app";
    assertThat(Workload.all())
        .filteredOn(
            one ->
                one.secretFiles("/run/secrets").stream()
                    .anyMatch(file -> file.secret().equals(owners)))
        .extracting(Workload::name)
        .containsExactly("admit-one-migration");
  }

  @Test
  void rolesAreThoseOfTheMigrationsWithTheSecretsOfTheirServices() {
    Map<String, String> users =
        Map.of(
            "admit_one_processor", "admit-one-processor",
            "admit_one_reader", "admit-one-console",
            "admit_one_console", "admit-one-console");
    assertThat(roles())
        .extracting(role -> role.get("name"))
        .containsExactlyInAnyOrderElementsOf(users.keySet());
    for (Map<String, Object> role : roles()) {
      String name = role.getOrDefault("name", "").toString();
      assertThat(Workload.of(users.getOrDefault(name, "")).secretFiles("/run/secrets"))
          .extracting(Workload.SecretFile::secret)
          .contains(YamlFiles.at(role, "passwordSecret", "name").toString());
    }
    assertThat(roles()).allSatisfy(role -> assertThat(role).containsEntry("login", true));
  }

  private List<Map<String, Object>> roles() {
    return ((List<?>) database.at("spec", "managed", "roles"))
        .stream().map(YamlFiles::map).toList();
  }
}

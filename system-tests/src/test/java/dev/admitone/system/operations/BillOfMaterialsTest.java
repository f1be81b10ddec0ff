package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Environment;
import dev.admitone.testsupport.ApiClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each service says what it is made of, and all of it is open source. */
@Tag("services")
class BillOfMaterialsTest {

  /** Of a part that has several the user chooses: one of these is enough. */
  private static final Set<String> OPEN_SOURCE =
      Set.of(
          "Apache-2.0",
          "MIT",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "EPL-2.0",
          // The MIT licence under the company's name.
          "Bouncy Castle Licence");

  record Service(String name, URI management, List<String> parts) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Service> services() {
    List<String> both =
        List.of("kafka-clients", "avro", "tink", "spring-boot", "schemas", "service-support");
    List<String> gateway = new ArrayList<>(both);
    gateway.addAll(List.of("bcprov-jdk18on", "caffeine", "libphonenumber"));
    List<String> processor = new ArrayList<>(both);
    processor.addAll(List.of("postgresql", "flyway-core", "HikariCP"));
    return Stream.of(
        new Service("api-gateway", Environment.get().gatewayManagement(), gateway),
        new Service("redemption-processor", Environment.get().processorManagement(), processor),
        new Service(
            "ops-console",
            Environment.get().consoleManagement(),
            List.of("kafka-clients", "avro", "spring-boot", "postgresql", "HikariCP")));
  }

  @ParameterizedTest
  @MethodSource("services")
  void itNamesThePartsWithVersionsAndOpenSourceLicences(Service service) {
    JsonNode bill = bill(service);
    assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(bill.path("metadata").path("component").path("name").asString())
        .isEqualTo(service.name());
    List<JsonNode> parts = components(bill);
    assertThat(parts).extracting(part -> part.path("name").asString()).containsAll(service.parts());
    assertThat(parts)
        .allSatisfy(
            part -> {
              assertThat(part.path("version").asString()).isNotEmpty();
              assertThat(licences(part))
                  .as(part.path("purl").asString())
                  .anyMatch(OPEN_SOURCE::contains);
            });
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatOnlyTestsNeedIsNotPartOfIt(Service service) {
    assertThat(components(bill(service)))
        .extracting(part -> part.path("name").asString())
        .doesNotContain("junit-jupiter-api", "embedded-services", "archunit", "error_prone_core");
  }

  private static JsonNode bill(Service service) {
    ApiClient.Response answer =
        new ApiClient(service.management()).get("/actuator/sbom/application");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/vnd.cyclonedx+json");
    return answer.body();
  }

  private static List<JsonNode> components(JsonNode bill) {
    return StreamSupport.stream(bill.path("components").spliterator(), false).toList();
  }

  private static List<String> licences(JsonNode part) {
    return StreamSupport.stream(part.path("licenses").spliterator(), false)
        .map(one -> one.path("license"))
        .map(licence -> licence.path("id").asString(licence.path("name").asString("")))
        .toList();
  }
}

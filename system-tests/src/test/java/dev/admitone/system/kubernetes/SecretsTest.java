package dev.admitone.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.kubernetes.Workload.SecretFile;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each Secret that a pod mounts is made: by an operator, or by a command of the page. */
class SecretsTest {

  private static final Pattern COMMAND =
      Pattern.compile("(?m)^ *kubectl create secret generic (\\S+) --namespace admit-one (.*)$");
  private static final Pattern KEY = Pattern.compile("--from-(?:file|literal)=([\\w.-]+)=");
  private static final String BASIC_AUTHENTICATION = "--type=kubernetes.io/basic-auth";

  @Test
  void secretsComeFromTheOperatorsOrFromThePage() throws IOException {
    Map<String, Set<String>> mounted = new TreeMap<>();
    for (Workload workload : Workload.all()) {
      for (String directory : List.of("/run/secrets", "/etc/admit-one")) {
        for (SecretFile file : workload.secretFiles(directory)) {
          mounted.computeIfAbsent(file.secret(), _ -> new TreeSet<>()).add(file.key());
        }
      }
    }
    Map<String, Set<String>> made = new TreeMap<>(madeByOperators());
    assertThat(made).doesNotContainKeys(madeByThePage().keySet().toArray(String[]::new));
    made.putAll(madeByThePage());
    assertThat(mounted).isEqualTo(made);
  }

  @Test
  void rolesOfTheDatabaseHaveTheSecretsThatTheirOperatorExpects() throws IOException {
    List<?> roles = (List<?>) Manifests.database().at("spec", "managed", "roles");
    for (Object each : roles) {
      Map<String, Object> role = YamlFiles.map(each);
      String secret = YamlFiles.at(role, "passwordSecret", "name").toString();
      assertThat(commands())
          .filteredOn(command -> command.group(1).equals(secret))
          .singleElement()
          .satisfies(
              command ->
                  assertThat(command.group(2))
                      .contains(BASIC_AUTHENTICATION)
                      .contains("username=" + role.get("name") + " "));
    }
  }

  private static Map<String, Set<String>> madeByOperators() {
    Map<String, Set<String>> made = new TreeMap<>();
    names(Manifests.of(KafkaUser.class))
        .forEach(user -> made.put(user, Set.of("sasl.jaas.config")));
    names(Manifests.of(Kafka.class))
        .forEach(kafka -> made.put(kafka + "-cluster-ca-cert", Set.of("ca.crt")));
    String database = Manifests.database().name();
    made.put(database + "-ca", Set.of("ca.crt"));
    made.put(database + "-app", Set.of("username", "password"));
    return made;
  }

  private static Stream<String> names(List<? extends HasMetadata> resources) {
    return resources.stream().map(resource -> resource.getMetadata().getName());
  }

  private static Map<String, Set<String>> madeByThePage() throws IOException {
    Map<String, Set<String>> made = new TreeMap<>();
    for (MatchResult command : commands()) {
      Set<String> keys = new TreeSet<>();
      KEY.matcher(command.group(2)).results().forEach(key -> keys.add(key.group(1)));
      made.put(command.group(1), keys);
    }
    return made;
  }

  private static List<MatchResult> commands() throws IOException {
    String page = Files.readString(YamlFiles.ROOT.resolve("docs/how-to/deploy-to-kubernetes.md"));
    return COMMAND.matcher(page).results().toList();
  }
}

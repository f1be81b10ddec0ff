package dev.admitone.system.kubernetes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users' rights are those that the script of the page about rights gives. */
@Tag("services")
class KafkaUsersTest {

  /** Of the processor, in the script alone: here the topic operator makes the topics. */
  private static final String CREATE = "Create";

  @TempDir private Path directory;

  @Test
  void eachUserMayDoWhatTheScriptAllowsItsPrincipal() throws Exception {
    Set<String> allowed = new TreeSet<>();
    for (KafkaUser user : Manifests.of(KafkaUser.class)) {
      assertThat(user.getSpec().getAuthentication().getType())
          .isEqualTo(
              Manifests.only(Kafka.class)
                  .getSpec()
                  .getKafka()
                  .getListeners()
                  .getFirst()
                  .getAuth()
                  .getType());
      var rights = (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
      for (AclRule rule : rights.getAcls()) {
        addRights(user.getMetadata().getName(), rule, allowed);
      }
    }
    assertThat(allowed).isEqualTo(rightsOfTheScript());
  }

  private static void addRights(String user, AclRule rule, Set<String> rights) {
    assertThat(rule.getHost()).isEqualTo("*");
    String resource =
        switch (rule.getResource()) {
          case AclRuleTopicResource topic -> {
            assertThat(topic.getPatternType()).isEqualTo(AclResourcePatternType.LITERAL);
            yield "topic " + topic.getName();
          }
          case AclRuleGroupResource group -> {
            assertThat(group.getPatternType()).isEqualTo(AclResourcePatternType.LITERAL);
            yield "group " + group.getName();
          }
          case AclRuleTransactionalIdResource id -> {
            assertThat(id.getPatternType()).isEqualTo(AclResourcePatternType.PREFIX);
            yield "transactional-id " + id.getName() + "*";
          }
          default -> throw new IllegalStateException(rule.toString());
        };
    rule.getOperations()
        .forEach(operation -> rights.add(user + " " + resource + " " + operation.toValue()));
  }

  /** Runs it with a stand-in for Kafka's tool that notes what it is told. */
  private Set<String> rightsOfTheScript() throws IOException, InterruptedException {
    Path notes = directory.resolve("notes");
    Path tool = directory.resolve("kafka-acls");
    Files.writeString(tool, "#!/bin/sh\necho \"$@\" >>'%s'\n".formatted(notes));
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    ProcessBuilder script =
        new ProcessBuilder("bash", "docs/how-to/kafka-acls.sh", "broker:9092", "admin.properties");
    script.directory(YamlFiles.ROOT.toFile()).inheritIO();
    script.environment().keySet().removeIf(name -> name.startsWith("ADMIT_"));
    script.environment().put("KAFKA_ACLS", tool.toString());
    Process process = script.start();
    assertThat(process.waitFor(600, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    Set<String> rights = new TreeSet<>();
    for (String line : Files.readAllLines(notes)) {
      addRights(line.split(" "), rights);
    }
    return rights;
  }

  private static void addRights(String[] arguments, Set<String> rights) {
    String principal = null;
    Set<String> operations = new TreeSet<>();
    Set<String> resources = new TreeSet<>();
    for (int i = 0; i < arguments.length - 1; i++) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--allow-principal" -> principal = value.substring("User:".length());
        case "--operation" -> operations.add(value);
        case "--topic", "--group" -> resources.add(arguments[i].substring(2) + " " + value);
        case "--transactional-id" -> {
          assertThat(arguments).containsSequence("--resource-pattern-type", "prefixed");
          resources.add("transactional-id " + value + "*");
        }
        default -> {}
      }
    }
    operations.remove(CREATE);
    for (String operation : operations) {
      for (String resource : resources) {
        rights.add(requireNonNull(principal) + " " + resource + " " + operation);
      }
    }
  }
}

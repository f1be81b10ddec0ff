package dev.admitone.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for a team that has the images alone, word for word, where there is no JDK. */
class DockerAloneTest {

  private static final Path PAGE = Path.of("..", "docs", "how-to", "run-with-docker-alone.md");
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final String ADDRESS = "http://127.0.0.1:8080";

  /** All that the page may use, beside docker: coreutils, a shell, and curl. */
  private static final List<String> PROGRAMS =
      List.of("bash", "cat", "curl", "docker", "env", "id", "ls", "mkdir", "rm", "sleep", "stat");

  private static final Set<String> KEPT =
      Set.of("HOME", "DOCKER_HOST", "DOCKER_CONFIG", "ADMIT_IMAGE_TAG");

  /** For an engine without the plug-in: docker-compose 1.29 in its place. */
  private static final String PLUG_IN =
      """
      #!/bin/bash
      if [ "$1" = docker-cli-plugin-metadata ]; then
        echo '{"SchemaVersion":"0.1.0","Vendor":"tests","Version":"1.29"}'
        exit
      fi
      shift
      exec docker-compose-found "$@"
      """;

  @TempDir Path directory;
  private ComposeStack stack;

  @BeforeEach
  void removeWhatAKilledRunLeft() throws IOException {
    stack = new ComposeStack("admit-one-docker-alone-test");
    stack.close();
  }

  @AfterEach
  void removeAll() {
    stack.close();
  }

  @Test
  void thePageLeadsToARedeemedCode() throws IOException {
    String commands =
        BLOCK
            .matcher(Files.readString(PAGE))
            .results()
            .map(block -> block.group(1))
            .collect(Collectors.joining());
    assertThat(commands).contains("prepare", "tools demo", "token --service", "compose down");
    // The port alone is another one: those of the page may be taken.
    Docker.Ended ended = run("set -eu\n" + commands.replace(ADDRESS, stack.gateway().toString()));
    assertThat(ended.output())
        .contains("Codes: KTEST1 (3 uses)")
        .contains("\"status\":\"REDEEMED\",\"code\":\"KTEST1\",\"userId\":\"ann\"")
        .contains("\"code\":\"OURS-1\",\"maxUses\":5");
    assertThat(ended.status()).as(ended.output()).isZero();

    Docker.Ended secrets = run("stat --format '%A %n' admit-one/.env admit-one/.admit-compose/*");
    assertThat(secrets.output().lines()).hasSize(2).allMatch(line -> line.startsWith("-rw-------"));
    assertThat(run("cd admit-one\n" + definition(commands) + "\nadmit_one prepare").output())
        .as("again")
        .contains("Here are docker-compose.yml");
    assertThat(run(definition(commands) + "\nadmit_one token --service").output())
        .contains("There is no key for tokens");
  }

  private static String definition(String commands) {
    return commands
        .lines()
        .filter(line -> line.startsWith("admit_one()"))
        .findFirst()
        .orElseThrow();
  }

  private Docker.Ended run(String commands) throws IOException {
    Path programs = directory.resolve("programs");
    Path configuration = directory.resolve("docker");
    if (Files.notExists(programs)) {
      Files.createDirectory(programs);
      for (String program : PROGRAMS) {
        Files.createSymbolicLink(programs.resolve(program), found(program));
      }
      offerPlugIn(configuration.resolve("cli-plugins"));
    }
    Path script = Files.writeString(directory.resolve("page.sh"), commands);
    ProcessBuilder builder =
        new ProcessBuilder(found("bash").toString(), script.toString())
            .directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !KEPT.contains(name));
    environment.putAll(stack.environment());
    environment.put("PATH", programs.toString());
    if (Files.exists(configuration)) {
      environment.put("DOCKER_CONFIG", configuration.toString());
    }
    return Docker.run(builder);
  }

  private static void offerPlugIn(Path plugIns) throws IOException {
    if (Docker.run(new ProcessBuilder("docker", "compose", "version")).status() != 0) {
      Files.createDirectories(plugIns);
      Path plugIn = plugIns.resolve("docker-compose");
      Files.writeString(
          plugIn, PLUG_IN.replace("docker-compose-found", found("docker-compose").toString()));
      assertThat(plugIn.toFile().setExecutable(true)).isTrue();
    }
  }

  private static Path found(String program) {
    for (String place : System.getenv("PATH").split(":", -1)) {
      Path file = Path.of(place, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new IllegalStateException("There is no " + program + " on the PATH");
  }
}

package dev.admitone.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last lines of {@code ./admit test}, in a copy of the project whose Maven runs nothing. */
class AdmitTestCommandTest {

  @TempDir Path project;

  @Test
  void nameWhatWasLeftOutNowAndNotWhatWasLeftOutBefore() throws Exception {
    copyScripts();
    note("nginx 9 OldTest");
    String output = run("mkdir -p module/target/left-out-tests; echo 'caddy 2 ATest' > module/$N");
    assertThat(output.lines().toList())
        .endsWith(
            "The tests that take many minutes each were left out: ./admit test --long runs them,"
                + " too.",
            "caddy is not on the PATH, so 2 tests were left out: ATest. Install it to run them.",
            "exit 0");
    assertThat(output).doesNotContain("OldTest");
  }

  @Test
  void nameNothingElseWhereNothingWasLeftOut() throws Exception {
    copyScripts();
    assertThat(run("true")).endsWith("./admit test --long runs them, too.\nexit 0");
  }

  private String run(String maven) throws IOException, InterruptedException {
    Path programs = Files.createDirectories(project.resolve("programs"));
    Path mvn = programs.resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\nN=target/left-out-tests/new\n" + maven + "\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    ProcessBuilder admit =
        new ProcessBuilder(project.resolve("admit").toString(), "test").redirectErrorStream(true);
    admit.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
    admit.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return FixtureRun.output(admit);
  }

  private void note(String line) throws IOException {
    Path notes = project.resolve("module/target/left-out-tests");
    Files.writeString(Files.createDirectories(notes).resolve("old"), line + "\n");
  }

  private void copyScripts() throws IOException {
    Path root = Path.of("..");
    List<Path> scripts = new ArrayList<>(List.of(root.resolve("admit")));
    try (Stream<Path> beside = Files.list(root.resolve("scripts"))) {
      beside.forEach(scripts::add);
    }
    for (Path script : scripts) {
      Path copy = project.resolve(root.relativize(script));
      Files.createDirectories(copy.getParent());
      Files.copy(script, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}

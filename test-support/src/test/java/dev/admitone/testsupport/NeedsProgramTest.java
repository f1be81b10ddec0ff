package dev.admitone.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that need another program: run where it is, left out aloud where it is not. */
@Tag("services")
class NeedsProgramTest {

  private static final Path SCRIPT = Path.of("..", "scripts", "left-out-tests").toAbsolutePath();

  @TempDir Path project;
  private Path module;

  @BeforeEach
  void makeAModule() throws IOException {
    module = Files.createDirectory(project.resolve("module"));
  }

  @Test
  void runWhereTheProgramIs() throws Exception {
    String output = FixtureRun.of(NeedingShell.class, module, "another");
    assertThat(output).contains("started", "ran 2", "4 tests successful");
    assertThat(leftOut()).isEqualTo("exit 0");
  }

  @Test
  void areLeftOutAsAWholeAndCountedWhereItIsMissing() throws Exception {
    String output = FixtureRun.of(NeedingShell.class, module, "another sh");
    assertThat(output)
        .contains("Left out: sh 3 NeedingShell", "2 tests skipped", "0 tests started")
        .doesNotContain("ran");
    assertThat(leftOut())
        .isEqualTo(
            "sh is not on the PATH, so 3 tests were left out: NeedingShell. Install it to run"
                + " them.\nexit 1");
  }

  @Test
  void runWhereNpmHasInstalledTheProgramForTheirModule() throws Exception {
    assertThat(FixtureRun.of(NeedingNpm.class, module, "")).contains("1 tests skipped");
    Path programs = Files.createDirectories(module.resolve("node_modules").resolve(".bin"));
    Files.copy(Path.of("/bin/sh"), programs.resolve("admit-one-of-npm"));
    assertThat(FixtureRun.of(NeedingNpm.class, module, "")).contains("ran", "1 tests successful");
  }

  @Test
  void whatNpmInstallsIsNamedWithItsCommand() throws Exception {
    note("one", "org.example.ATest", "openapi-typescript 2 ATest\n");
    assertThat(leftOut())
        .isEqualTo(
            "openapi-typescript is not in client-tests/node_modules, so 2 tests were left out:"
                + " ATest. Run npm ci in client-tests to run them.\nexit 1");
  }

  @Test
  void ofSeveralModulesAreCountedTogether() throws Exception {
    note("one", "org.example.ATest", "nginx 3 ATest\ncaddy 3 ATest\n");
    note("two", "org.example.BTest", "nginx 2 BTest\n");
    assertThat(leftOut().lines())
        .containsExactly(
            "caddy is not on the PATH, so 3 tests were left out: ATest. Install it to run them.",
            "nginx is not on the PATH, so 5 tests were left out: ATest, BTest. Install it to run"
                + " them.",
            "exit 1");
  }

  @Test
  void cannotBeWithoutTheTagThatSelectsThem() throws Exception {
    assertThat(FixtureRun.of(NeedingShellWithoutTag.class, module, ""))
        .contains("needs @Tag with the name of each program of [sh]")
        .doesNotContain("ran");
  }

  private void note(String ofModule, String ofClass, String lines) throws IOException {
    Path notes = project.resolve(ofModule).resolve("target").resolve("left-out-tests");
    Files.writeString(Files.createDirectories(notes).resolve(ofClass), lines);
  }

  private String leftOut() throws IOException, InterruptedException {
    return FixtureRun.output(
        new ProcessBuilder(SCRIPT.toString(), project.toString()).redirectErrorStream(true));
  }
}

package dev.admitone.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./admit test}, in a copy of the project's scripts whose Maven is a script of the test. */
@Tag("services")
class AdmitTestCommandTest {

  private static final String REPORTS = "module/target/surefire-reports";
  private static final String TAKEN =
      "./admit test takes MODULE [CLASS] [--times N] [--long], --fast, --essential, --long,"
          + " --containers, or nothing";

  /** Writes a report of seven tests, of which two were skipped. */
  private static final String REPORT =
      """
      mkdir -p %1$s
      echo '<testsuite name="T" time="1" tests="7" errors="0" skipped="2">' > %1$s/TEST-a.T.xml
      """
          .formatted(REPORTS);

  @TempDir Path project;

  @BeforeEach
  void makeAProject() throws IOException {
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
    testClass("module", "dev/admitone/one/OneTest");
    testClass("module", "dev/admitone/one/sub/TwiceTest");
    testClass("module", "dev/admitone/one/other/TwiceTest");
    testClass("other", "dev/admitone/two/OtherTest");
  }

  @Test
  void namesWhatWasLeftOutNowAndNotWhatWasLeftOutBefore() throws Exception {
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
  void namesNothingElseWhereNothingWasLeftOut() throws Exception {
    assertThat(run("true")).endsWith("./admit test --long runs them, too.\nexit 0");
    assertThat(calls()).singleElement().asString().contains(" -Dtests.excluded=long verify");
  }

  @Test
  void leavesNothingOutWithLong() throws Exception {
    assertThat(run("true", "--long"))
        .doesNotContain("many minutes")
        .contains("The tests of the containers were left out")
        .endsWith("exit 0");
    assertThat(calls()).singleElement().asString().contains(" -Dtests.excluded= verify");
  }

  @Test
  void leavesServicesOutWithFastAndCountsWhatRan() throws Exception {
    staleReport();
    assertThat(run(REPORT, "--fast"))
        .containsPattern("(?m)^5 tests ran in \\d+ s\\. .* were left out: ./admit test runs them")
        .endsWith("exit 0");
    assertThat(calls())
        .singleElement()
        .asString()
        .contains("-Dtests.excluded=long,services ", "-Dspotless.check.skip", "!container-tests")
        .endsWith(" test");
  }

  @Test
  void runsTheEssentialOfThoseThatStartServicesAndSaysThatTheOthersWereLeftOut() throws Exception {
    assertThat(run("true", "--essential"))
        .contains("Of the tests that start services only the essential ones ran")
        .endsWith("exit 0");
    assertThat(calls())
        .singleElement()
        .asString()
        .contains(" -Dtests.excluded=long | (services & !essential) verify");
  }

  @Test
  void countsNothingOfAFastRunThatFails() throws Exception {
    assertThat(run("exit 1", "--fast")).doesNotContain("tests ran").endsWith("exit 1");
  }

  @Test
  void runsTheTestsOfAModuleAlone() throws Exception {
    assertThat(run(REPORT, "module")).isEqualTo("exit 0");
    assertThat(calls())
        .singleElement()
        .asString()
        .contains(
            "--projects module --also-make",
            " -Dtests.excluded=long ",
            " -Dtest=dev/admitone/one/**/*Test ")
        .endsWith(" test");
  }

  @ParameterizedTest
  @CsvSource({
    "OneTest, dev/admitone/one/OneTest",
    "dev.admitone.one.OneTest, dev/admitone/one/OneTest",
    "sub.TwiceTest, dev/admitone/one/sub/TwiceTest"
  })
  void runsAClassByItsNameOrWithItsPackage(String name, String file) throws Exception {
    assertThat(run(REPORT, "module", name)).isEqualTo("exit 0");
    assertThat(calls()).singleElement().asString().contains(" -Dtest=" + file + " ");
  }

  @Test
  void runsTheLongTestsOfAClassWithLong() throws Exception {
    assertThat(run(REPORT, "module", "OneTest", "--long")).isEqualTo("exit 0");
    assertThat(calls()).singleElement().asString().contains(" -Dtests.excluded= ");
  }

  @Test
  void runsAsOftenAsItIsTold() throws Exception {
    assertThat(run(REPORT, "module", "OneTest", "--times", "3"))
        .isEqualTo("All 3 runs were green.\nexit 0");
    assertThat(calls()).hasSize(3);
  }

  @Test
  void stopsAtTheFirstRedRun() throws Exception {
    String red = REPORT + "[ $(wc -l < calls) -lt 3 ]";
    assertThat(run(red, "module", "--times", "5"))
        .isEqualTo("2 of 5 runs were green, and the next one was not.\nexit 1");
    assertThat(calls()).hasSize(3);
  }

  @Test
  void failsWhereNoTestRan() throws Exception {
    staleReport();
    assertThat(run("true", "module", "OneTest"))
        .isEqualTo("No test ran. Those that take many minutes each run with --long.\nexit 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fats                  | '--fats' is unknown: %s.",
        "--fast --long           | --fast leaves out what --long adds: %s.",
        "--fast --containers     | --fast leaves out what --containers adds: %s.",
        "--fast --essential      | --fast leaves out what --essential runs: %s.",
        "--essential --long      | --essential leaves out what --long adds: %s.",
        "module --fast           | --fast goes with no MODULE: %s.",
        "module --essential      | --essential goes with no MODULE: %s.",
        "module --containers     | --containers goes with no MODULE: %s.",
        "module OneTest x        | 'x' is one too many: %s.",
        "--times 3               | --times needs a MODULE: %s.",
        "module --times          | --times needs a number from 1 on, not '': %s.",
        "module --times 0        | --times needs a number from 1 on, not '0': %s.",
        "module --times often    | --times needs a number from 1 on, not 'often': %s.",
        "modul                   | 'modul' is no module with tests: there are module other.",
        "module OtherTest        | 'OtherTest' is no test class of module.",
        "module TwiceTest        | module has several classes TwiceTest; name one with its package:"
      },
      quoteCharacter = '"')
  void saysWhatItTakesWhereItIsToldAnythingElse(String arguments, String message) throws Exception {
    assertThat(run("true", arguments.split(" +")))
        .startsWith(message.formatted(TAKEN) + "\n")
        .endsWith("exit 1");
    assertThat(project.resolve("calls")).doesNotExist();
  }

  private String run(String maven, String... options) throws IOException, InterruptedException {
    Path programs = Files.createDirectories(project.resolve("programs"));
    Path mvn = programs.resolve("mvn");
    Files.writeString(
        mvn, "#!/bin/sh\necho \"$*\" >> calls\nN=target/left-out-tests/new\n" + maven + "\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    ProcessBuilder admit = new ProcessBuilder(project.resolve("admit").toString(), "test");
    admit.command().addAll(Arrays.asList(options));
    admit.redirectErrorStream(true);
    admit.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
    admit.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return FixtureRun.output(admit);
  }

  /** What Maven was told, a line for each time that it ran. */
  private List<String> calls() throws IOException {
    return Files.readAllLines(project.resolve("calls"));
  }

  private void note(String line) throws IOException {
    write("module/target/left-out-tests/old", line + "\n");
  }

  private void staleReport() throws IOException {
    write(REPORTS + "/TEST-a.Old.xml", "<testsuite name=\"Old\" tests=\"90\" skipped=\"0\">\n");
  }

  private void testClass(String module, String name) throws IOException {
    write(module + "/src/test/java/" + name + ".java", "");
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}

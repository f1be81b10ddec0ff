package dev.admitone.system.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.admitone.local.Admit;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.system.UpProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sessions in the README and the tutorial, run by a shell, give the output that they show. */
@Timeout(900)
@Tag("services")
class ReadmeSessionTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\n(.*?)```", Pattern.DOTALL);
  private static final String ADDRESS = "http://127.0.0.1:8080";

  /** What differs from run to run, as the tutorial says. */
  private static final List<Pattern> CHANGING =
      List.of(
          Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"),
          Pattern.compile("\"offset\":\\d+"),
          Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"),
          Pattern.compile("\"code\":\"[2-9A-Z]{12}\""));

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/tutorial.md"})
  void theSessionGivesTheOutputThatThePageShows(String page) throws Exception {
    assumeThat(isThere("curl")).as("curl is on this machine").isTrue();
    List<MatchResult> blocks =
        BLOCK.matcher(Files.readString(ROOT.resolve(page))).results().toList();
    String commands = join(blocks, true);
    assertThat(commands).contains("curl");

    try (UpProcess up = UpProcess.start(data, List.of())) {
      String gateway = up.awaitReady().toString();
      String output =
          run("bash", "-c", commands.replace(ADDRESS, gateway).replace("./admit token", token()));
      assertThat(stable(output)).isEqualTo(stable(join(blocks, false)));
    }
  }

  /** What the script runs, without building. */
  private String token() {
    return "%s='%s' '%s' -cp '%s' %s token"
        .formatted(
            StackSettings.DATA_DIRECTORY_VARIABLE,
            data,
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            Admit.class.getName());
  }

  private static String join(List<MatchResult> blocks, boolean commands) {
    return blocks.stream()
        .filter(block -> block.group(1).equals("sh") == commands)
        .map(block -> block.group(2))
        .collect(Collectors.joining());
  }

  private static String stable(String output) {
    String stable = output;
    for (Pattern changing : CHANGING) {
      stable = changing.matcher(stable).replaceAll("*");
    }
    return stable;
  }

  private static boolean isThere(String program) throws IOException, InterruptedException {
    return run("sh", "-c", "command -v " + program + " || true").contains(program);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}

package dev.admitone.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.command.CommandLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the image does for a team that has nothing else. */
class ImageCommandTest {

  private static final Map<String, String> IN_THE_IMAGE = Map.of("ADMIT_HANDED_OVER", "..");

  @TempDir Path directory;

  @Test
  void preparesWhatComposeNeedsAndKeepsItWhenAskedAgain() throws IOException {
    prepare();
    Path secrets = directory.resolve(".env");
    String made = Files.readString(secrets);
    assertThat(made).contains("ADMIT_SEAL_KEYSET='{", "ADMIT_TOKEN_PUBLIC_KEY='-----BEGIN");
    for (Path secret : List.of(secrets, directory.resolve(".admit-compose/token-key.json"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
    for (String name : List.of("docker-compose.yml", ".env.example")) {
      assertThat(directory.resolve(name)).hasSameTextualContentAs(Path.of("..", name));
    }
    Files.writeString(directory.resolve("docker-compose.yml"), "# of the team\n");
    prepare();
    assertThat(secrets).hasContent(made);
    assertThat(directory.resolve("docker-compose.yml")).hasContent("# of the team");
  }

  @Test
  void saysWhatToMountWhatToMakeFirstAndWhatItDoesNotKnow() {
    assertThat(failure(directory.resolve("none"), "prepare")).contains("--volume \"$PWD:");
    assertThat(failure(directory, "token", "--service")).contains("make it with prepare");
    assertThat(failure(directory, "token", "--sevice")).contains("'--sevice' is unknown");
    assertThat(failure(directory, "prepare", "--all")).contains("'--all' is unknown");
    assertThat(failure(directory, "demo")).contains("docker compose run --rm tools demo");
  }

  private void prepare() {
    assertThat(image(directory).execute("prepare")).isZero();
  }

  private static String failure(Path directory, String... arguments) {
    StringWriter errors = new StringWriter();
    assertThat(image(directory).setErr(new PrintWriter(errors)).execute(arguments)).isEqualTo(1);
    return errors.toString();
  }

  private static CommandLine image(Path directory) {
    return CommandLines.configured(new CommandLine(new ImageCommand(IN_THE_IMAGE, directory)));
  }
}

package dev.admitone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image does for a team that has nothing else. */
class ImageMainTest {

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
    assertThatThrownBy(() -> run(directory.resolve("none"), "prepare"))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("--volume \"$PWD:");
    assertThatThrownBy(() -> run(directory, "token", "--service"))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("make it with prepare");
    assertThatThrownBy(() -> run(directory, "prepare", "--all"))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("'--all' is unknown");
    assertThatThrownBy(() -> run(directory, "demo"))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("docker compose run --rm tools demo");
  }

  private void prepare() {
    run(directory, "prepare");
  }

  private static void run(Path directory, String... arguments) {
    ImageMain.run(List.of(arguments), IN_THE_IMAGE, directory);
  }
}

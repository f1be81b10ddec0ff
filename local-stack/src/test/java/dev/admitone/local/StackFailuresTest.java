package dev.admitone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.admitone.embedded.DirectoryLock;
import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.local.stack.LocalStack;
import dev.admitone.schemas.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the stack from starting, before anything is started. */
class StackFailuresTest {

  @TempDir private Path directory;

  @Test
  void aDataDirectoryThatIsAFileIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("data"), "");
    assertThat(failureOn(file)).contains("The stack did not start: ", file.toString());
  }

  @Test
  void aDataDirectoryOfAnotherStackIsNamedWithTheVariableThatMovesIt() {
    try (DirectoryLock _ = DirectoryLock.acquire(directory)) {
      assertThat(failureOn(directory)).contains("Another ./admit up is running", "ADMIT_DATA_DIR");
    }
  }

  @Test
  void aSecretThatIsADirectoryIsNamed() throws IOException {
    Path secret = Files.createDirectory(directory.resolve("seal-keyset.json"));
    assertThat(failureOn(directory))
        .contains("The secret in " + secret + " cannot be used: " + secret + " is a directory");
  }

  @Test
  void aDamagedKeyIsNamedWithoutAnythingOfIt() throws IOException {
    Files.writeString(directory.resolve("token-key.json"), "sesame");
    assertThat(failureOn(directory))
        .isEqualTo("The key for tokens is damaged: begin anew with ./admit up --fresh.");
  }

  private static String failureOn(Path data) {
    Map<StackPort, Integer> freePorts = new EnumMap<>(StackPort.class);
    List.of(StackPort.values()).forEach(port -> freePorts.put(port, 0));
    StackSettings settings =
        new StackSettings(data, freePorts, "127.0.0.1", TopicNames.WITHOUT_PREFIX, false);
    String message =
        catchThrowableOfType(CommandFailedException.class, () -> LocalStack.begin(settings).close())
            .getMessage();
    assertThat(message).doesNotContain("\n");
    return String.valueOf(message);
  }
}

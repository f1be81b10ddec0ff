package dev.admitone.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs, and fails with what they print if they do not succeed. */
final class Programs {

  private static final Path OUTPUTS = Path.of("target", "programs");
  private static final long MINUTES_MAX = 5;

  private Programs() {}

  /** Runs the command and returns what it printed. */
  static String run(String... command) throws IOException, InterruptedException {
    Files.createDirectories(OUTPUTS);
    Path output = Files.createTempFile(OUTPUTS, "", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
    process.destroyForcibly();
    String printed = Files.readString(output);
    List<String> words = Arrays.asList(command);
    assertThat(ended).as("%s ended; it printed%n%s", words, printed).isTrue();
    assertThat(process.exitValue()).as("%s printed%n%s", words, printed).isZero();
    return printed;
  }
}

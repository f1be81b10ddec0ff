package dev.admitone.system.operations;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.UpProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./admit up} that is told to stop while it starts. */
@Timeout(900)
@Tag("services")
class UpStopTest {

  @TempDir private Path data;

  @Test
  void aSignalWhileItStartsIsAnsweredWithTwoLines() throws Exception {
    for (String begun : List.of("lock", "postgres/lock", "logs/admit-one.log")) {
      try (UpProcess up = UpProcess.start(data.resolve(begun.replace('/', '-')), List.of())) {
        Path sign = data.resolve(begun.replace('/', '-')).resolve(begun);
        patiently().until(() -> Files.exists(sign));
        up.terminate();
        assertThat(up.linesToTheEnd()).hasSize(3);
        assertThat(up.linesToTheEnd().get(1)).isEqualTo("Stopping ...");
        assertThat(up.linesToTheEnd().getLast()).startsWith("Stopped. The data are in ");
        assertThat(up.exitCode()).isZero();
      }
    }
  }
}

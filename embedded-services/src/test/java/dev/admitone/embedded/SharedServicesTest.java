package dev.admitone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.testsupport.ChildJvm;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(900)
@Tag("services")
class SharedServicesTest {
  @TempDir Path directory;

  @Test
  void stopWithTheirJvmAndLeaveNothingBehind() throws Exception {
    try (ChildJvm child = ChildJvm.start(SharedServicesProcess.class, directory)) {
      int[] ports = Arrays.stream(child.reply().split(" ")).mapToInt(Integer::parseInt).toArray();
      assertThat(ports).hasSize(2);
      for (int port : ports) {
        assertThatExceptionOfType(PortTakenException.class)
            .isThrownBy(() -> Ports.requireFree(port));
      }
      assertThat(directory).isDirectoryContaining("glob:**admit-one-*");

      assertThat(child.end()).isZero();
      for (int port : ports) {
        Ports.requireFree(port);
      }
      assertThat(directory).isDirectoryNotContaining("glob:**admit-one-*");
    }
  }
}

package dev.admitone.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Java this module asks for: Kafka's own tools load it, on the Java that their image has. */
class BytecodeTest {

  private static final int MAJOR_VERSION_OF_17 = 61;

  @Test
  void noClassOfTheModuleIsNewer() throws IOException {
    Path classes = Path.of("target", "classes");
    try (Stream<Path> files = Files.walk(classes)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".class")).toList();
      assertThat(all).hasSizeGreaterThan(20);
      assertThat(all).allMatch(file -> majorVersion(file) <= MAJOR_VERSION_OF_17);
    }
  }

  private static int majorVersion(Path file) {
    try (DataInputStream header = new DataInputStream(Files.newInputStream(file))) {
      header.skipNBytes(6);
      return header.readUnsignedShort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

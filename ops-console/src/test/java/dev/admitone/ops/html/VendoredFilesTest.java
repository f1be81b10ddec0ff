package dev.admitone.ops.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Files of other projects: each is the one that is written down, and none is missing. */
class VendoredFilesTest {

  private static final String FOLDER = "classpath:/static/vendor/";
  private static final List<String> MEMBERS =
      List.of("file", "name", "version", "licence", "source", "sha256");

  @Test
  void eachFileIsTheOneThatIsWrittenDown() throws IOException, GeneralSecurityException {
    List<Map<String, String>> blocks = blocks();
    assertThat(blocks).isNotEmpty();
    for (Map<String, String> block : blocks) {
      assertThat(block.keySet()).containsExactlyInAnyOrderElementsOf(MEMBERS);
      assertThat(block.get("licence")).isIn("0BSD", "MIT", "Apache-2.0");
      assertThat(sha256(file(String.valueOf(block.get("file")))))
          .as(block.get("file"))
          .isEqualTo(block.get("sha256"));
    }
  }

  @Test
  void noFileIsThereThatIsNotWrittenDown() throws IOException {
    List<String> names =
        Arrays.stream(new PathMatchingResourcePatternResolver().getResources(FOLDER + "*.js"))
            .map(file -> String.valueOf(file.getFilename()))
            .toList();
    assertThat(blocks())
        .extracting(block -> block.get("file"))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  /** Blocks of lines, each a member and its value; an empty line ends a block. */
  private static List<Map<String, String>> blocks() throws IOException {
    String text = new String(file("VENDORED.txt"), UTF_8);
    return Arrays.stream(text.split("\n\n", -1))
        .filter(block -> block.startsWith("file: "))
        .map(VendoredFilesTest::block)
        .toList();
  }

  private static Map<String, String> block(String lines) {
    Map<String, String> members = new HashMap<>();
    lines
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              members.put(line.substring(0, colon), line.substring(colon + 2));
            });
    return members;
  }

  private static byte[] file(String name) throws IOException {
    Resource file = new PathMatchingResourcePatternResolver().getResource(FOLDER + name);
    try (InputStream bytes = file.getInputStream()) {
      return bytes.readAllBytes();
    }
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}

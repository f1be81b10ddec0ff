package dev.admitone.ops.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.imports.BoundedLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

  @Test
  void aLineEndsInEachWayThatSystemsHave() throws IOException {
    assertThat(texts("a\nb\r\nc\rd")).containsExactly("a", "b", "c", "d");
    assertThat(texts("a\n\n\r\n\rb\n")).containsExactly("a", "", "", "", "b");
    assertThat(texts("")).isEmpty();
    assertThat(texts("\r\n")).containsExactly("");
  }

  @Test
  void aByteOrderMarkIsLeftOutAtTheBeginAlone() throws IOException {
    assertThat(texts("\uFEFFcode\n\uFEFFA")).containsExactly("code", "\uFEFFA");
  }

  @Test
  void aLineThatIsTooLongHasNoTextAndTheNextOneHas() throws IOException {
    String longest = "x".repeat(BoundedLines.LINE_LENGTH_MAX);
    assertThat(texts(longest + "\n" + longest + "y\nz")).containsExactly(longest, null, "z");
  }

  /** 64 MB without an end of a line, in a JVM whose heap holds less than twice of it in tests. */
  @Test
  void aFileWithoutAnEndOfALineTakesNoMemory() throws IOException {
    InputStream endless =
        new InputStream() {
          private long left = 64L * 1024 * 1024;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
              return -1;
            }
            Arrays.fill(bytes, offset, offset + length, (byte) 'x');
            left -= length;
            return length;
          }
        };
    BoundedLines lines = new BoundedLines(endless);
    assertThat(lines.next()).isEqualTo(new Line(1, null));
    assertThat(lines.next()).isNull();
  }

  private static List<@Nullable String> texts(String file) throws IOException {
    BoundedLines lines = new BoundedLines(new ByteArrayInputStream(file.getBytes(UTF_8)));
    List<@Nullable String> texts = new ArrayList<>();
    for (Line line = lines.next(); line != null; line = lines.next()) {
      texts.add(line.text());
      assertThat(line.number()).isEqualTo(texts.size());
    }
    return texts;
  }
}

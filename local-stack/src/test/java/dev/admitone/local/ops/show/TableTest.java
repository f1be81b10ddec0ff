package dev.admitone.local.ops.show;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables on screens and in pipes. */
class TableTest {

  @Test
  void eachColumnIsAsWideAsItsLongestCell() {
    assertThat(printed(0, List.of("A", "LONG"), List.of(List.of("1", "2"), List.of("333", ""))))
        .isEqualTo(
            """
            A    LONG
            1    2
            333
            """);
  }

  @Test
  void theWidestColumnIsWrappedAtBlanksWhereTheScreenIsTooNarrow() {
    assertThat(
            printed(
                20,
                List.of("A", "WORDS"),
                List.of(List.of("12345678", "one two three four"), List.of("x", "y"))))
        .isEqualTo(
            """
            A         WORDS
            12345678  one two
                      three four
            x         y
            """);
  }

  @Test
  void aWordThatIsTooLongIsCutAndHalvesOfACharacterStayTogether() {
    assertThat(Texts.wrapped("abcdefgh", 3)).containsExactly("abc", "def", "gh");
    assertThat(Texts.wrapped("ab\uD83D\uDE00c", 3)).containsExactly("ab", "\uD83D\uDE00c");
  }

  private static String printed(int columns, List<String> names, List<List<String>> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, UTF_8);
    Table.print(new Terminal(stream, stream, columns, false), names, rows);
    return bytes.toString(UTF_8);
  }
}

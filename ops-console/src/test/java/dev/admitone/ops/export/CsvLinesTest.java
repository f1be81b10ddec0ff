package dev.admitone.ops.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {

  private static final List<Column<List<@Nullable Object>>> TWO =
      List.of(new Column<>("a", List::getFirst), new Column<>("b", List::getLast));

  @Test
  void aFileBeginsWithTheNamesAndEachLineEndsAsTheStandardSays() {
    assertThat(CsvLines.first(TWO)).isEqualTo("a,b\r\n");
    assertThat(line("x", 1L)).isEqualTo("x,1\r\n");
    assertThat(line(null, Instant.EPOCH)).isEqualTo(",1970-01-01T00:00:00Z\r\n");
  }

  @Test
  void whatWouldEndAFieldIsQuoted() {
    assertThat(line("a,b", "say \"x\"")).isEqualTo("\"a,b\",\"say \"\"x\"\"\"\r\n");
    assertThat(line("a\r\nb", "c\nd")).isEqualTo("\"a\r\nb\",\"c\nd\"\r\n");
    assertThat(line("<b>", "ü 漢 \uD83D\uDE00")).isEqualTo("<b>,ü 漢 \uD83D\uDE00\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=cmd", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1"})
  void whatASpreadsheetWouldCarryOutIsText(String formula) {
    assertThat(line(formula, "x")).matches("(?s)\"?'.*\r\n");
    assertThat(line("=1+1\",\"=2", "x")).isEqualTo("\"'=1+1\"\",\"\"=2\",x\r\n");
  }

  @Test
  void aNumberBelowZeroIsANumber() {
    assertThat(line(-1L, "a-b")).isEqualTo("-1,a-b\r\n");
  }

  private static String line(@Nullable Object a, @Nullable Object b) {
    List<@Nullable Object> item = new ArrayList<>();
    item.add(a);
    item.add(b);
    return CsvLines.of(item, TWO);
  }
}

package dev.admitone.benchmarks.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.admitone.benchmarks.charts.BarChart.Bar;
import dev.admitone.benchmarks.charts.BarChart.Kind;
import dev.admitone.benchmarks.charts.LineChart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartTest {

  @Test
  void barsAreLinearFromZero() {
    String svg =
        new BarChart("t", "s")
            .add(
                "",
                List.of(
                    new Bar("whole", 1_000, "1,000", Kind.PRODUCT),
                    new Bar("quarter", 250, "250", Kind.PEER)))
            .svg();
    List<Double> widths = numbers(svg, "<rect x=[^>]* width=\"([0-9.]+)\"");
    assertThat(widths.get(1) / widths.get(0)).isCloseTo(0.25, within(0.001));
    assertThat(svg).containsSubsequence("class=\"product\"", "class=\"peer\"");
  }

  @Test
  void aBarThatIsCutDoesNotMakeTheOthersShort() {
    String svg =
        new BarChart("t", "s")
            .add(
                "",
                List.of(
                    new Bar("whole", 10, "10", Kind.PRODUCT),
                    new Bar("cut", 100_000, "100 s", Kind.PEER, true)))
            .svg();
    List<Double> widths = numbers(svg, "<rect x=[^>]* width=\"([0-9.]+)\"");
    assertThat(widths.get(0)).isEqualTo(widths.get(1));
  }

  @Test
  void namesAtTheEndsOfLinesNeverCoverEachOther() {
    LineChart chart = new LineChart("t", "s", "x");
    for (int i = 0; i < 4; i++) {
      chart.add("line " + i, List.of(new Point(0, 100), new Point(1, 100 + i)));
    }
    List<Double> heights =
        numbers(chart.svg(), "y=\"([0-9.]+)\" class=\"\" text-anchor=\"start\">line");
    assertThat(heights).hasSize(4);
    for (int i = 1; i < heights.size(); i++) {
      assertThat(heights.get(i) - heights.get(i - 1)).isGreaterThanOrEqualTo(17);
    }
  }

  @Test
  void namesAreTextAndNoMarkup() {
    String svg =
        new BarChart("a < b", "\"s\" & t")
            .add("", List.of(new Bar("<b>", 1, "1", Kind.PEER)))
            .svg();
    assertThat(svg).contains("a &lt; b").contains("&amp; t").contains("&lt;b>");
    assertThat(svg).doesNotContain("<b>");
  }

  private static List<Double> numbers(String svg, String pattern) {
    List<Double> numbers = new ArrayList<>();
    for (Matcher found = Pattern.compile(pattern).matcher(svg); found.find(); ) {
      numbers.add(Double.parseDouble(found.group(1)));
    }
    return numbers;
  }
}

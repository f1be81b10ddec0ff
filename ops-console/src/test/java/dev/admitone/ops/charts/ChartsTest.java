package dev.admitone.ops.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ChartsTest {

  @Test
  void barsHaveTitleDescriptionAndATableWithTheSameNumbers() throws Exception {
    Chart chart =
        Charts.bars(
            "uses", "Uses", "Hour", "", List.of(new Point("10:00", 3), new Point("11:00", 12)));
    Element svg = parse(chart.svg());
    assertThat(svg.getAttribute("role")).isEqualTo("img");
    assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("uses-title uses-desc");
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(2);
    assertThat(chart.description()).isEqualTo("2 bars, 15 in all; the largest is 12 at 11:00.");
    assertThat(chart.columns()).containsExactly("Hour", "Uses");
    assertThat(chart.rows()).containsExactly(List.of("10:00", "3"), List.of("11:00", "12"));
  }

  @Test
  void aLineHasAGapWhereAValueIsMissing() throws Exception {
    Chart chart =
        Charts.lines(
            "rates",
            "Rates",
            "Time",
            "/s",
            List.of("1", "2", "3", "4", "5"),
            List.of(new Line("granted", List.of(1.0, 2.0, Double.NaN, 2.0, 1.5))));
    assertThat(parse(chart.svg()).getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(chart.rows().get(2)).containsExactly("3", "–");
    assertThat(chart.description()).isEqualTo("granted: now 1.5 /s, at most 2 /s.");
  }

  @Test
  void nothingToShowIsAChartThatSaysSo() throws Exception {
    Chart chart = Charts.bars("uses", "Uses", "Hour", "", List.of());
    assertThat(parse(chart.svg()).getElementsByTagName("rect").getLength()).isZero();
    assertThat(chart.description()).isEqualTo("There is nothing to show.");
  }

  @Test
  void textsAreShownAndNeverRun() throws Exception {
    String evil = "</title><script>alert(1)</script>\"";
    Chart chart = Charts.bars("x", evil, evil, evil, List.of(new Point(evil, 1)));
    assertThat(chart.svg()).doesNotContain("<script");
    assertThat(parse(chart.svg()).getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(evil);
  }

  @Test
  void noElementHasAStyleOfItsOwn() {
    Chart chart = Charts.bars("x", "X", "Y", "", List.of(new Point("a", 1)));
    assertThat(chart.svg()).doesNotContain("style=");
  }

  @Test
  void anIdThatWouldBreakThePageIsRefused() {
    assertThatThrownBy(() -> Charts.bars("a b", "X", "Y", "", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Element parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();
  }
}

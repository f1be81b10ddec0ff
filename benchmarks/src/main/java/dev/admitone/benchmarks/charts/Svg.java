package dev.admitone.benchmarks.charts;

import java.util.Locale;

/**
 * An SVG image that is written from top to bottom. Its colours follow the reader's preference for
 * light or dark pages, also where the image is part of another page.
 */
final class Svg {

  private static final String STYLE =
      """
      <style>
        text { font: 14px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
               fill: #24292f; }
        .title { font-size: 17px; font-weight: 600; }
        .group { font-weight: 600; }
        .small { font-size: 12px; fill: #59636e; }
        .strong { font-weight: 600; }
        .page { fill: #ffffff; }
        .product { fill: #0a7d4f; }
        .peer { fill: #9aa4af; }
        .bound { fill: #d5dae0; }
        .axis { stroke: #c5ccd3; stroke-width: 1; fill: none; }
        .line0 { stroke: #0a7d4f; } .line1 { stroke: #b35900; }
        .line2 { stroke: #0a5cad; } .line3 { stroke: #8250a8; }
        .line { fill: none; stroke-width: 2.5; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .small { fill: #9aa4af; }
          .page { fill: #0d1117; }
          .product { fill: #3fb984; }
          .peer { fill: #6b7682; }
          .bound { fill: #39424c; }
          .axis { stroke: #3d444d; }
          .line0 { stroke: #3fb984; } .line1 { stroke: #e3a25a; }
          .line2 { stroke: #62a8ea; } .line3 { stroke: #bf94e4; }
        }
      </style>
      """;

  private final StringBuilder content = new StringBuilder();

  void text(double x, double y, String classes, String anchor, String text) {
    content.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            classes,
            anchor,
            escaped(text)));
  }

  void rectangle(double x, double y, double width, double height, String classes) {
    content.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" class=\"%s\"/>%n",
            x,
            y,
            Math.max(0, width),
            height,
            classes));
  }

  void line(double fromX, double fromY, double toX, double toY, String classes) {
    content.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
            fromX,
            fromY,
            toX,
            toY,
            classes));
  }

  /** A line through points, {@code x,y x,y ...}. */
  void polyline(String points, String classes) {
    content.append(
        String.format(Locale.ROOT, "<polyline points=\"%s\" class=\"%s\"/>%n", points, classes));
  }

  /** The whole image. */
  String image(double width, double height, String description) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$.0f %2$.0f" width="%1$.0f" \
    height="%2$.0f" role="img" aria-label="%3$s">
    %4$s<rect width="%1$.0f" height="%2$.0f" class="page"/>
    %5$s</svg>
    """
        .formatted(width, height, escaped(description), STYLE, content);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

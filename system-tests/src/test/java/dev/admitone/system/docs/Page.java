package dev.admitone.system.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page in Markdown. */
record Page(Path file, String text) {

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *(```+).*?^ *\\1 *$");
  private static final Pattern INDENTED = Pattern.compile("(?m)(?<=\n\n)(?: {4,}.*\n|\n)+");
  private static final Pattern CODE = Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) +(.*?) *#*$");
  private static final Pattern INLINE_LINK =
      Pattern.compile("\\[(?:[^\\[\\]]|\\[[^\\]]*])*]\\(([^()\\s]*)(?: +\"[^\"]*\")?\\)");
  private static final Pattern DEFINED_LINK = Pattern.compile("(?m)^ {0,3}\\[[^\\]]+]: +(\\S+)");
  private static final Pattern HTML_LINK = Pattern.compile("(?:href|src|srcset)=\"([^\"]*)\"");
  private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");

  /** A heading, with its number of hashes. */
  record Heading(int level, String title) {}

  /** The file as the project names it, such as {@code docs/tutorial.md}. */
  String name() {
    return Pages.ROOT.relativize(file).toString();
  }

  /** What the page links to, in its order: files, anchors and addresses. */
  List<String> links() {
    String prose = CODE.matcher(withoutBlocks()).replaceAll("code");
    List<String> links = new ArrayList<>();
    for (Pattern form : List.of(INLINE_LINK, DEFINED_LINK, HTML_LINK)) {
      form.matcher(prose).results().map(link -> link.group(1)).forEach(links::add);
    }
    return links;
  }

  List<Heading> headings() {
    return HEADING
        .matcher(withoutBlocks())
        .results()
        .map(heading -> new Heading(heading.group(1).length(), heading.group(2)))
        .toList();
  }

  /** The texts of all headings of that level. */
  List<String> headings(int level) {
    return headings().stream()
        .filter(heading -> heading.level() == level)
        .map(Heading::title)
        .toList();
  }

  /** The anchors of the headings, as GitHub and most renderers make them. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Heading heading : headings()) {
      String words = LINK_TEXT.matcher(heading.title()).replaceAll("$1").toLowerCase(Locale.ROOT);
      String anchor = words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  /** The contents of the fenced blocks in that language, in their order. */
  List<String> blocks(String language) {
    return Pattern.compile("(?ms)^ *```" + Pattern.quote(language) + "\n(.*?)^ *```$")
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** What stands between single backticks. */
  List<String> codeSpans() {
    return CODE.matcher(withoutBlocks())
        .results()
        .map(MatchResult::group)
        .map(span -> span.replaceAll("^`+|`+$", ""))
        .toList();
  }

  private String withoutBlocks() {
    String unfenced = FENCED.matcher(text).replaceAll("\n");
    return INDENTED.matcher(unfenced).replaceAll("\n");
  }
}

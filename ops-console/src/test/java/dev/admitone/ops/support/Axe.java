package dev.admitone.ops.support;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.naming.OperationNotSupportedException;
import org.openqa.selenium.JavascriptExecutor;

/**
 * The rules of axe-core, run within the page. Not by the library's own builder: for pages with
 * frames, of which there are none, it opens a second window, and gives it one second.
 */
final class Axe {

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private static final String RUN =
      """
      const [rules, done] = arguments;
      const line = rule => `${rule.id}: ${rule.help} ${rule.nodes.map(node => node.html)}`;
      axe.run(document, {runOnly: {type: 'tag', values: rules}})
        .then(found => done(found.violations.map(line)), wrong => done([`axe: ${wrong}`]));
      """;

  private Axe() {}

  /** A line for each rule that the page breaks, with the places. */
  static List<?> findings(JavascriptExecutor page) {
    page.executeScript(script());
    return page.executeAsyncScript(RUN, RULES) instanceof List<?> found
        ? found
        : List.of("axe returned no list");
  }

  private static String script() {
    try {
      return new EmbeddedResourceAxeProvider().getScript();
    } catch (OperationNotSupportedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.admitone.ops.pages;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import dev.admitone.ops.pages.SearchPage.Hit;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The one box that finds everything. What has one meaning leads to its page at once. */
@Controller
class SearchPages {

  private static final int LENGTH_MAX = 300;

  private final Finder finder;
  private final Html html;

  SearchPages(Finder finder, Html html) {
    this.finder = finder;
    this.html = html;
  }

  @GetMapping("/search")
  ResponseEntity<String> search(
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String caller,
      HttpServletRequest request) {
    String typed = q == null ? "" : q.strip();
    String whose = caller == null ? "" : caller.strip();
    if (typed.length() > LENGTH_MAX || whose.length() > LENGTH_MAX) {
      throw RefusedCallException.invalid(
          "What is looked for must have at most %d characters".formatted(LENGTH_MAX));
    }
    if (typed.isEmpty()) {
      return page(request, new Found(typed, whose, List.of(), null));
    }
    List<Hit> hits = new ArrayList<>(finder.byForm(typed, whose));
    @Nullable String missing = null;
    try {
      hits.addAll(finder.inLedger(typed));
    } catch (LedgerUnavailableException e) {
      missing = Reason.LEDGER_UNAVAILABLE.sentence();
    } catch (LedgerTooSlowException e) {
      missing = Reason.LEDGER_TOO_SLOW.sentence();
    }
    return hits.size() == 1 && missing == null
        ? seeOther(hits.getFirst().path())
        : page(request, new Found(typed, whose, hits, missing));
  }

  /** What was looked for and found. */
  private record Found(String typed, String caller, List<Hit> hits, @Nullable String missing) {}

  private ResponseEntity<String> page(HttpServletRequest request, Found found) {
    return html.page(
        "search/search.jte",
        new SearchPage(
            Frame.of(request, "Search"),
            found.typed(),
            found.caller(),
            found.hits(),
            found.missing()));
  }

  private static ResponseEntity<String> seeOther(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }
}

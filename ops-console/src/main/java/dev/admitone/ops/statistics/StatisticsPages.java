package dev.admitone.ops.statistics;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page about what was decided by minute or by hour. */
@Controller
class StatisticsPages {

  private final Statistics statistics;
  private final Html html;
  private final Clock clock;

  StatisticsPages(Statistics statistics, Html html, Clock clock) {
    this.statistics = statistics;
    this.html = html;
    this.clock = clock;
  }

  @GetMapping("/statistics")
  ResponseEntity<String> statistics(StatisticsParameters typed, HttpServletRequest request) {
    StatisticsParameters asked = withoutEmpty(typed);
    StatisticsReport report = asked.ask(statistics, clock.instant());
    String code = asked.code() == null ? null : Parameters.code(asked.code());
    return html.page(
        "statistics/statistics.jte",
        new StatisticsView(
            Frame.of(request, "Statistics"), report, StatisticsCharts.of(report), code));
  }

  /** A form sends the fields that were left empty too. */
  private static StatisticsParameters withoutEmpty(StatisticsParameters typed) {
    return new StatisticsParameters(
        orNull(typed.step()),
        orNull(typed.from()),
        orNull(typed.to()),
        orNull(typed.code()),
        orNull(typed.limit()));
  }

  private static @Nullable String orNull(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed;
  }
}

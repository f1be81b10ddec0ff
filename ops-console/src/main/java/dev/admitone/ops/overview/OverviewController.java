package dev.admitone.ops.overview;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.security.SessionAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The first page, and the stream that keeps it up to date. */
@Controller
class OverviewController {

  private final Overview overview;
  private final LiveParts live;
  private final Html html;
  private final Clock clock;

  OverviewController(Overview overview, LiveParts live, Html html, Clock clock) {
    this.overview = overview;
    this.live = live;
    this.html = html;
    this.clock = clock;
  }

  @GetMapping("/")
  ResponseEntity<String> page(HttpServletRequest request) {
    return html.page(
        "overview/page.jte", new OverviewPage(Frame.of(request, "Overview"), overview.part()));
  }

  @GetMapping(path = "/overview/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter live(Authentication operator) {
    return live.stream(tokenEnd(operator));
  }

  private Instant tokenEnd(Authentication operator) {
    return operator instanceof SessionAuthentication session
        ? session.tokenEnd().orElseGet(clock::instant)
        : clock.instant();
  }
}

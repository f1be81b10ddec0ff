package dev.admitone.ops.pages;

import dev.admitone.ops.deadletters.Letter;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.log.LoggedRequest;
import dev.admitone.ops.log.LoggedResult;
import dev.admitone.ops.requests.Decision;
import dev.admitone.ops.requests.RequestStory;
import dev.admitone.ops.requests.Requests;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of a request. */
@Controller
class RequestPages {

  private static final Set<String> CARRIED_OUT = Set.of("REDEEMED", "RELEASED", "DONE");

  private final Requests requests;
  private final RequestTimeline timeline;
  private final Html html;

  RequestPages(Requests requests, RequestTimeline timeline, Html html) {
    this.requests = requests;
    this.timeline = timeline;
    this.html = html;
  }

  @GetMapping("/requests/{id}")
  ResponseEntity<String> page(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest request) {
    RequestStory story =
        requests.story(
            Parameters.requestId(id), Parameters.position(at == null || at.isBlank() ? null : at));
    return html.page(
        isKnown(story) ? HttpStatus.OK : HttpStatus.NOT_FOUND,
        "requests/request.jte",
        new RequestPage(
            Frame.of(request, "Request " + story.requestId()),
            story,
            code(story),
            userId(story),
            timeline.of(story),
            advice(story),
            command(story)));
  }

  private static boolean isKnown(RequestStory story) {
    return story.record() != null
        || story.decision() != null
        || story.result() != null
        || story.deadLetter() != null;
  }

  private static @Nullable String code(RequestStory story) {
    Decision decision = story.decision();
    LoggedRequest record = story.record();
    if (decision != null) {
      return decision.code();
    }
    return record == null ? null : record.code();
  }

  private static @Nullable String userId(RequestStory story) {
    Decision decision = story.decision();
    LoggedRequest record = story.record();
    if (decision != null) {
      return decision.userId();
    }
    return record == null ? null : record.userId();
  }

  private static @Nullable Advice advice(RequestStory story) {
    Decision decision = story.decision();
    if (decision != null) {
      return CARRIED_OUT.contains(decision.outcome()) ? null : Advice.of(decision.outcome());
    }
    Letter letter = story.deadLetter();
    if (letter != null && letter.status() == Letter.Status.OPEN) {
      return Advice.of("DEAD_LETTERED");
    }
    LoggedResult result = story.result();
    if (result == null || CARRIED_OUT.contains(result.outcome())) {
      return null;
    }
    @Nullable String reason = result.reason();
    return Advice.of(
        reason == null || "DEAD_LETTERED".equals(result.outcome()) ? result.outcome() : reason);
  }

  private static @Nullable String command(RequestStory story) {
    Decision decision = story.decision();
    return decision == null || decision.command() == null
        ? null
        : decision.command().toPrettyString();
  }
}

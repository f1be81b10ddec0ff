package dev.admitone.ops.deadletters;

import static dev.admitone.ops.deadletters.LetterViews.text;

import dev.admitone.ops.history.Position;
import dev.admitone.ops.html.Crumb;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.html.Pager;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.html.Trouble;
import dev.admitone.ops.kept.KeptUnavailableException;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.records.LogTopic;
import dev.admitone.ops.records.ShownRecord;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** The pages of dead letters, and their forms. */
@Controller
@RequestMapping("/dead-letters")
class DeadLetterPages {

  private static final String HERE = "/dead-letters";
  private static final String TITLE = "Dead letters";
  private static final int PAGE_LETTERS = 50;
  private static final Crumb LETTERS = new Crumb(TITLE, HERE);

  private final DeadLetters letters;
  private final LetterSets sets;
  private final Html html;

  DeadLetterPages(DeadLetters letters, LetterSets sets, Html html) {
    this.letters = letters;
    this.sets = sets;
    this.html = html;
  }

  @GetMapping
  ResponseEntity<String> all(
      @RequestParam(required = false) @Nullable String deadLetterReason,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request) {
    Frame frame = Frame.of(request, TITLE);
    @Nullable String reason = filled(deadLetterReason);
    @Nullable String only = filled(status);
    try {
      LetterOverview overview = letters.overview();
      LetterPage page =
          letters.list(
              reason == null ? null : DeadLetterController.reason(reason),
              Parameters.word("status", only, Letter.Status.class),
              DeadLetterController.cursor(filled(next)),
              PAGE_LETTERS);
      return html.page(
          "deadletters/all.jte",
          new LetterViews.All(
              frame,
              overview,
              reason,
              only,
              page.items(),
              new Pager(next(reason, only, page.next()), null, false)));
    } catch (KeptUnavailableException e) {
      return html.page(
          HttpStatus.SERVICE_UNAVAILABLE,
          Trouble.TEMPLATE,
          new Trouble(
              frame,
              Reason.KEPT_UNAVAILABLE.sentence(),
              "The records are still to be seen: Topics, %s."
                  .formatted(LogTopic.DEAD_LETTERS.path()),
              null));
    }
  }

  @GetMapping("/{position}")
  ResponseEntity<String> letter(@PathVariable String position, HttpServletRequest request) {
    LetterDetail detail = letters.letter(Parameters.positionInPath(position));
    String at = text(detail.letter().position());
    return html.page(
        "deadletters/one.jte",
        new LetterViews.One(
            Frame.of(request, "Dead letter " + at, LETTERS),
            detail,
            at,
            json(detail.record()),
            "/topics/%s/records/%s/value".formatted(LogTopic.DEAD_LETTERS.path(), at)));
  }

  /** Without positions, of all open letters of the reason. */
  @PostMapping("/sets")
  ResponseEntity<Void> freeze(
      @RequestParam(required = false) @Nullable String deadLetterReason,
      @RequestParam(required = false) @Nullable List<String> positions,
      Authentication operator) {
    Operator asking = Operator.of(operator);
    String reason = filled(deadLetterReason);
    LetterSet set =
        reason == null
            ? sets.freeze(asking, positions(positions))
            : sets.freeze(asking, DeadLetterController.reason(reason));
    return seeOther(set.id());
  }

  @GetMapping("/sets/{setId}")
  ResponseEntity<String> set(@PathVariable String setId, HttpServletRequest request) {
    return page(HttpStatus.OK, request, LetterSetController.id(setId), null);
  }

  @PostMapping("/sets/{setId}/confirmation")
  ResponseEntity<?> confirm(
      @PathVariable String setId,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String count,
      @RequestParam(required = false) @Nullable String reason,
      Authentication operator,
      HttpServletRequest request) {
    UUID id = LetterSetController.id(setId);
    try {
      sets.confirm(
          Operator.of(operator),
          id,
          LetterSetController.action(action),
          count(count),
          Parameters.reason(reason));
      return seeOther(id);
    } catch (RefusedCallException e) {
      return refused(e, request, id);
    }
  }

  @PostMapping("/sets/{setId}/run")
  ResponseEntity<?> goOn(
      @PathVariable String setId, Authentication operator, HttpServletRequest request) {
    UUID id = LetterSetController.id(setId);
    try {
      sets.goOn(Operator.of(operator), id);
      return seeOther(id);
    } catch (RefusedCallException e) {
      return refused(e, request, id);
    }
  }

  /** The set as it is now, with what is wrong; what permits nothing shows no set. */
  private ResponseEntity<String> refused(
      RefusedCallException e, HttpServletRequest request, UUID set) {
    if (e.reason() == Reason.SCOPE_MISSING || e.reason() == Reason.UNKNOWN_SET) {
      throw e;
    }
    return page(e.reason().status(), request, set, e.error());
  }

  private ResponseEntity<String> page(
      HttpStatus status, HttpServletRequest request, UUID id, @Nullable String problem) {
    LetterSet set = sets.find(id);
    Frame frame = Frame.of(request, "Set of " + LetterViews.letters(set.count()), LETTERS);
    return html.page(status, "deadletters/set.jte", new LetterViews.Frozen(frame, set, problem));
  }

  private static ResponseEntity<Void> seeOther(UUID set) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(HERE + "/sets/" + set))
        .build();
  }

  private static List<Position> positions(@Nullable List<String> typed) {
    return typed == null ? List.of() : typed.stream().map(Parameters::positionInPath).toList();
  }

  private static long count(@Nullable String typed) {
    try {
      return Long.parseLong(typed == null ? "" : typed);
    } catch (NumberFormatException e) {
      throw RefusedCallException.invalid("count must be a whole number");
    }
  }

  private static @Nullable String next(
      @Nullable String reason, @Nullable String status, @Nullable String next) {
    if (next == null) {
      return null;
    }
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("deadLetterReason", reason);
    parameters.put("status", status);
    parameters.put("next", next);
    return Paths.with(HERE, parameters);
  }

  private static @Nullable String json(@Nullable ShownRecord record) {
    return record == null || record.value() == null
        ? null
        : JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(record.value());
  }

  private static @Nullable String filled(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed;
  }
}

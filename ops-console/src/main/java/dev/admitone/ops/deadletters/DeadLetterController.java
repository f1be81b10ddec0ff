package dev.admitone.ops.deadletters;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.web.Parameters;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calls that show dead letters. */
@RestController
@RequestMapping(path = "/api/ops/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
class DeadLetterController {

  private static final Pattern REASON = Pattern.compile("[A-Z_]{1,40}");

  private final DeadLetters letters;

  DeadLetterController(DeadLetters letters) {
    this.letters = letters;
  }

  @GetMapping
  LetterOverview overview() {
    return letters.overview();
  }

  @GetMapping("/records")
  LetterPage list(
      @RequestParam(required = false) @Nullable String deadLetterReason,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String limit) {
    return letters.list(
        deadLetterReason == null ? null : reason(deadLetterReason),
        Parameters.word("status", status, Letter.Status.class),
        cursor(next),
        Parameters.limit(limit));
  }

  @GetMapping("/records/{position}")
  LetterDetail letter(@PathVariable String position) {
    return letters.letter(Parameters.positionInPath(position));
  }

  /** The reason of dead letters. */
  static String reason(String typed) {
    if (!REASON.matcher(typed).matches()) {
      throw RefusedCallException.invalid("deadLetterReason must be a reason such as UNDECODABLE");
    }
    return typed;
  }

  /** The end of the page before. */
  static LetterPage.@Nullable Cursor cursor(@Nullable String next) {
    return next == null ? null : LetterPage.Cursor.parse(next).orElseThrow(Parameters::noCursor);
  }
}

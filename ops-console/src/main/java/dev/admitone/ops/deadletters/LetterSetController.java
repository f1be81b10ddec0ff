package dev.admitone.ops.deadletters;

import dev.admitone.ops.history.Position;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.JsonBody;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Calls that do something about dead letters. */
@RestController
@RequestMapping(path = "/api/ops/dead-letters/sets", produces = MediaType.APPLICATION_JSON_VALUE)
class LetterSetController {

  private final LetterSets sets;

  LetterSetController(LetterSets sets) {
    this.sets = sets;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  LetterSet freeze(HttpServletRequest call, Authentication operator) throws IOException {
    JsonBody body = JsonBody.read(call, "deadLetterReason", "positions");
    String reason = body.text("deadLetterReason");
    boolean isByReason = reason != null;
    if (isByReason == body.has("positions")) {
      throw RefusedCallException.invalid("The body must have deadLetterReason or positions");
    }
    return reason == null
        ? sets.freeze(Operator.of(operator), positions(body.texts("positions")))
        : sets.freeze(Operator.of(operator), DeadLetterController.reason(reason));
  }

  @GetMapping("/{setId}")
  LetterSet set(@PathVariable String setId) {
    return sets.find(id(setId));
  }

  @PostMapping("/{setId}/confirmation")
  LetterSet confirm(@PathVariable String setId, HttpServletRequest call, Authentication operator)
      throws IOException {
    JsonBody body = JsonBody.read(call, "action", "count", "reason");
    return sets.confirm(
        Operator.of(operator),
        id(setId),
        action(body.text("action")),
        count(body.number("count")),
        Parameters.reason(body.text("reason")));
  }

  @PostMapping("/{setId}/run")
  LetterSet goOn(@PathVariable String setId, Authentication operator) {
    return sets.goOn(Operator.of(operator), id(setId));
  }

  private static List<Position> positions(List<String> typed) {
    return typed.stream().map(Parameters::positionInPath).toList();
  }

  /** What is to be done. */
  static LetterAction action(@Nullable String typed) {
    LetterAction action = Parameters.word("action", typed == null ? "" : typed, LetterAction.class);
    if (action == null) {
      throw RefusedCallException.invalid("action must be there");
    }
    return action;
  }

  private static long count(@Nullable Long typed) {
    if (typed == null) {
      throw RefusedCallException.invalid("count must be there");
    }
    return typed;
  }

  /** The id of a set. */
  static UUID id(String typed) {
    try {
      UUID id = UUID.fromString(typed);
      if (id.toString().equalsIgnoreCase(typed)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw RefusedCallException.invalid("The id of the set must be a UUID");
  }
}

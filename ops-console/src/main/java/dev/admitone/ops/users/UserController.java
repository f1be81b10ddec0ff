package dev.admitone.ops.users;

import dev.admitone.ops.history.History;
import dev.admitone.ops.history.Refusal;
import dev.admitone.ops.history.Use;
import dev.admitone.ops.search.Page;
import dev.admitone.ops.web.Parameters;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calls about one user. The id is a parameter, because it may have any character. */
@RestController
@RequestMapping(path = "/api/ops/user", produces = MediaType.APPLICATION_JSON_VALUE)
class UserController {

  private final Users users;
  private final History history;
  private final Clock clock;

  UserController(Users users, History history, Clock clock) {
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  @GetMapping
  User user(@RequestParam(required = false) @Nullable String userId) {
    return users.user(Parameters.userId(userId));
  }

  @GetMapping("/uses")
  Page<Use> uses(
      @RequestParam(required = false) @Nullable String userId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String limit) {
    return history.usesOfUser(
        Parameters.userId(userId),
        Parameters.openRange(from, to, clock.instant()),
        Parameters.timeCursor(next),
        Parameters.limit(limit));
  }

  @GetMapping("/refusals")
  Page<Refusal> refusals(
      @RequestParam(required = false) @Nullable String userId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String limit) {
    return history.refusalsOfUser(
        Parameters.userId(userId),
        Parameters.openRange(from, to, clock.instant()),
        Parameters.timeCursor(next),
        Parameters.limit(limit));
  }
}

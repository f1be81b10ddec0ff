package dev.admitone.ops.pages;

import dev.admitone.ops.export.ExportFormat;
import dev.admitone.ops.export.Exports;
import dev.admitone.ops.history.History;
import dev.admitone.ops.history.HistoryColumns;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.html.Times;
import dev.admitone.ops.search.TimeRange;
import dev.admitone.ops.users.User;
import dev.admitone.ops.users.Users;
import dev.admitone.ops.users.UsersRelease;
import dev.admitone.ops.web.Parameters;
import dev.admitone.schemas.erasure.UserPseudonyms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The page of a user: why can the user not sign up? */
@Controller
class UserPages {

  private final Users users;
  private final History history;
  private final Exports exports;
  private final Html html;
  private final Clock clock;

  UserPages(Users users, History history, Exports exports, Html html, Clock clock) {
    this.users = users;
    this.history = history;
    this.exports = exports;
    this.html = html;
    this.clock = clock;
  }

  /** The id is a parameter, because it may have characters that a path may not have. */
  @GetMapping("/users")
  ResponseEntity<String> page(
      @RequestParam(required = false) @Nullable String id, HttpServletRequest request) {
    return pageOf(Parameters.userId(id), request);
  }

  @GetMapping("/users/{id}")
  ResponseEntity<String> pageByPath(@PathVariable String id, HttpServletRequest request) {
    return pageOf(Parameters.userId(id), request);
  }

  private ResponseEntity<String> pageOf(String userId, HttpServletRequest request) {
    User user = users.user(userId);
    Frame frame = Frame.of(request, "User " + userId);
    boolean isErasable = frame.mayChange() && UserPseudonyms.keyName(userId).isEmpty();
    return html.page(
        "users/user.jte",
        new UserPage(
            frame,
            user,
            finding(user),
            mood(user),
            advice(user),
            Paths.with(Paths.with("/export/users/uses", "id", userId), "format", "csv"),
            Paths.with(Paths.with("/export/users/refusals", "id", userId), "format", "csv"),
            isErasable ? Paths.with("/erasures", "id", userId) : null));
  }

  private static String finding(User user) {
    if (UserPseudonyms.keyName(user.userId()).isPresent()) {
      return "This is the pseudonym of a user that was erased.";
    }
    if (user.profile() != null) {
      return "The user has signed up: there is a profile since %s. The user can sign in."
          .formatted(Times.utc(user.profile().createdAt()));
    }
    if (!user.latestUses().isEmpty()) {
      return "The user has a use of a code, and no profile. Where users sign up with Admit One, a"
          + " signup with the same code gives the profile on that use.";
    }
    if (isRefusedLast(user)) {
      return "The user has no use and no profile. The latest request was refused: %s."
          .formatted(user.latestRefusals().getFirst().reason());
    }
    return user.latestReleases().isEmpty()
        ? "The ledger knows nothing of this user: no use, no refusal, no profile. The user's"
            + " requests did not arrive, or came under another id."
        : givenBack(user.latestReleases().getFirst());
  }

  private static String givenBack(UsersRelease release) {
    return "The user had a use of %s, which %s gave back. The reason: %s"
        .formatted(release.code(), release.releasedBy(), release.reason());
  }

  /** About the latest refusal, unless it is past: the user has got a use since, or lost it. */
  private static @Nullable Advice advice(User user) {
    return user.profile() == null && isRefusedLast(user)
        ? Advice.of(user.latestRefusals().getFirst().reason())
        : null;
  }

  private static boolean isRefusedLast(User user) {
    if (user.latestRefusals().isEmpty()) {
      return false;
    }
    Instant refusedAt = user.latestRefusals().getFirst().decidedAt();
    return user.latestUses().stream().noneMatch(use -> use.usedAt().isAfter(refusedAt))
        && user.latestReleases().stream()
            .noneMatch(release -> release.releasedAt().isAfter(refusedAt));
  }

  private static String mood(User user) {
    if (user.profile() != null || !user.latestUses().isEmpty()) {
      return "good";
    }
    return isRefusedLast(user) ? "bad" : "warn";
  }

  @GetMapping("/export/users/uses")
  @ResponseBody
  void uses(
      @RequestParam(required = false) @Nullable String id,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    String userId = Parameters.userId(id);
    TimeRange all = new TimeRange(null, clock.instant());
    exports.write(
        response,
        "uses",
        ExportFormat.of(format),
        HistoryColumns.USES,
        (next, limit) -> history.usesOfUser(userId, all, Parameters.timeCursor(next), limit));
  }

  @GetMapping("/export/users/refusals")
  @ResponseBody
  void refusals(
      @RequestParam(required = false) @Nullable String id,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    String userId = Parameters.userId(id);
    TimeRange all = new TimeRange(null, clock.instant());
    exports.write(
        response,
        "refusals",
        ExportFormat.of(format),
        HistoryColumns.REFUSALS,
        (next, limit) -> history.refusalsOfUser(userId, all, Parameters.timeCursor(next), limit));
  }
}

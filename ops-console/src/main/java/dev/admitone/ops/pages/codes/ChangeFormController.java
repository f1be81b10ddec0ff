package dev.admitone.ops.pages.codes;

import dev.admitone.ops.changes.Cause;
import dev.admitone.ops.changes.Change;
import dev.admitone.ops.changes.Changes;
import dev.admitone.ops.changes.InvitePatch;
import dev.admitone.ops.changes.NewInvite;
import dev.admitone.ops.changes.Patch;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.invites.Invite;
import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.web.Parameters;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The forms of the pages of codes. Each goes on at the page of its code. */
@Controller
class ChangeFormController {

  private final Changes changes;
  private final Invites invites;

  ChangeFormController(Changes changes, Invites invites) {
    this.changes = changes;
    this.invites = invites;
  }

  @PostMapping("/codes")
  ResponseEntity<Void> create(ChangeForm form, Authentication operator) {
    NewInvite invite =
        NewInvite.read(
            form.code(), form.limit(), blankIsNone(form.startsAt()), blankIsNone(form.expiresAt()));
    return seeOther(invite.code(), changes.create(form.cause(operator), invite));
  }

  @PostMapping("/codes/{code}/change")
  ResponseEntity<Void> change(
      @PathVariable("code") String typed, ChangeForm form, Authentication operator) {
    String code = Parameters.code(typed);
    Cause cause = form.cause(operator);
    cause.operator().requireChange();
    Invite invite =
        invites.find(code).orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_CODE));
    if (form.differs(invite)) {
      return seeOther(Paths.with(Paths.code(code), "differs", "true"));
    }
    Optional<InvitePatch> patch = form.patch();
    return patch.isEmpty()
        ? seeOther(Paths.with(Paths.code(code), "nothing", "true"))
        : seeOther(code, changes.change(cause, code, patch.get()));
  }

  @PostMapping("/codes/{code}/revocation")
  ResponseEntity<Void> revoke(
      @PathVariable("code") String typed, ChangeForm form, Authentication operator) {
    String code = Parameters.code(typed);
    return seeOther(code, changes.revoke(form.cause(operator), code));
  }

  @PostMapping("/codes/{code}/restoration")
  ResponseEntity<Void> restore(
      @PathVariable("code") String typed, ChangeForm form, Authentication operator) {
    String code = Parameters.code(typed);
    InvitePatch restoration =
        new InvitePatch(Patch.absent(), Patch.absent(), Patch.absent(), Patch.of(false));
    return seeOther(code, changes.change(form.cause(operator), code, restoration));
  }

  @PostMapping("/codes/{code}/release")
  ResponseEntity<Void> release(
      @PathVariable("code") String typed, ChangeForm form, Authentication operator) {
    String code = Parameters.code(typed);
    String useId = form.useId() == null ? "" : form.useId().strip();
    return seeOther(code, changes.release(form.cause(operator), Parameters.requestId(useId), code));
  }

  private static ResponseEntity<Void> seeOther(String code, Change change) {
    String path = Paths.with(Paths.code(code), "asked", change.requestId().toString());
    return seeOther(change.invite() == null ? Paths.with(path, "pending", "true") : path);
  }

  private static ResponseEntity<Void> seeOther(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }

  private static @Nullable String blankIsNone(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed.strip();
  }
}

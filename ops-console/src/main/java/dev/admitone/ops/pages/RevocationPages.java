package dev.admitone.ops.pages;

import dev.admitone.ops.html.Crumb;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.html.Pager;
import dev.admitone.ops.invites.InviteFilterParameters;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.revocations.Revocation;
import dev.admitone.ops.revocations.RevocationCode;
import dev.admitone.ops.revocations.Revocations;
import dev.admitone.ops.search.Page;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
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
import org.springframework.web.bind.annotation.RequestParam;

/** Revoking many codes: a form that finds them, and a page that confirms their exact number. */
@Controller
class RevocationPages {

  private static final Crumb CODES = new Crumb("Codes", "/codes");
  private static final int ITEMS = 100;

  private final Revocations revocations;
  private final Html html;

  RevocationPages(Revocations revocations, Html html) {
    this.revocations = revocations;
    this.html = html;
  }

  @PostMapping("/revocations")
  ResponseEntity<Void> freeze(
      InviteFilterParameters typed,
      @RequestParam(required = false) @Nullable String reason,
      Authentication operator) {
    Revocation frozen =
        revocations.freeze(
            Operator.of(operator),
            new InviteFilterParameters(
                given(typed.state()),
                given(typed.prefix()),
                given(typed.createdBy()),
                given(typed.createdFrom()),
                given(typed.createdTo()),
                given(typed.expiresFrom()),
                given(typed.expiresTo())),
            Parameters.reason(given(reason)));
    return seeOther(frozen.id());
  }

  @GetMapping("/revocations/{id}")
  ResponseEntity<String> page(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request) {
    UUID set = id(id);
    Revocation revocation = revocations.find(set);
    Page<RevocationCode> codes =
        revocations.codes(set, next == null ? null : Parameters.code(next), ITEMS);
    return html.page(
        "revocations/revocation.jte",
        new RevocationPage(
            Frame.of(request, "Revocation of %d codes".formatted(revocation.codes()), CODES),
            revocation,
            codes.items(),
            Pager.of(codes, "/revocations/" + set, Map.of(), "next")));
  }

  /** The form has the number that the page showed: it confirms that set and no other one. */
  @PostMapping("/revocations/{id}/confirmation")
  ResponseEntity<Void> confirm(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String codes,
      @RequestParam(required = false) @Nullable String confirmed,
      Authentication operator) {
    if (!"yes".equals(confirmed)) {
      throw RefusedCallException.invalid("Mark the confirmation, and send the form again");
    }
    return seeOther(revocations.confirm(Operator.of(operator), id(id), number(codes)).id());
  }

  private static long number(@Nullable String codes) {
    try {
      return Long.parseLong(codes == null ? "" : codes);
    } catch (NumberFormatException e) {
      throw RefusedCallException.invalid("codes must be the number of codes of the set");
    }
  }

  private static UUID id(String typed) {
    return Parameters.id("The id of the set", typed);
  }

  private static @Nullable String given(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed.strip();
  }

  private static ResponseEntity<Void> seeOther(UUID set) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/revocations/" + set))
        .build();
  }
}

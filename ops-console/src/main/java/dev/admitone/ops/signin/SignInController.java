package dev.admitone.ops.signin;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.problem.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page for signing in, and its form. */
@Controller
class SignInController {

  private static final String TEMPLATE = "sign-in.jte";
  private static final String TITLE = "Sign in";
  private static final String BEARER = "Bearer ";

  private final Sessions sessions;
  private final Html html;

  SignInController(Sessions sessions, Html html) {
    this.sessions = sessions;
    this.html = html;
  }

  @GetMapping(PageRefusals.SIGN_IN)
  ResponseEntity<String> page(
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String ended,
      @RequestParam(required = false) @Nullable String out,
      HttpServletRequest request) {
    @Nullable String said = null;
    if (ended != null) {
      said = "Your session has ended, because its token has. Sign in again with a new one.";
    } else if (out != null) {
      said = "You are signed out.";
    }
    return html.page(
        TEMPLATE, new SignInPage(Frame.of(request, TITLE), ReturnPath.of(to), null, said));
  }

  @PostMapping(PageRefusals.SIGN_IN)
  ResponseEntity<String> signIn(
      @RequestParam(required = false) @Nullable String token,
      @RequestParam(required = false) @Nullable String to,
      HttpServletRequest request,
      HttpServletResponse response) {
    String path = ReturnPath.of(to);
    return switch (sessions.begin(bare(token), request, response)) {
      case SIGNED_IN ->
          ResponseEntity.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, path).build();
      case TOKEN_INVALID -> again(Reason.TOKEN_INVALID, path, request);
      case SCOPE_MISSING -> again(Reason.SCOPE_MISSING, path, request);
      case KEYS_UNAVAILABLE -> again(Reason.KEYS_UNAVAILABLE, path, request);
    };
  }

  private ResponseEntity<String> again(Reason reason, String path, HttpServletRequest request) {
    return html.page(
        reason.status(),
        TEMPLATE,
        new SignInPage(Frame.of(request, TITLE), path, reason.sentence(), null));
  }

  /** Operators also paste the whole header. */
  private static String bare(@Nullable String token) {
    String text = token == null ? "" : token.strip();
    return text.startsWith(BEARER) ? text.substring(BEARER.length()).strip() : text;
  }
}

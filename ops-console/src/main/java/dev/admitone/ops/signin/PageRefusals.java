package dev.admitone.ops.signin;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.html.Trouble;
import dev.admitone.ops.problem.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** What a browser gets instead of a page that it may not have. */
final class PageRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  /** The path of the page for signing in. */
  static final String SIGN_IN = "/sign-in";

  /** The parameter that says so when the session has ended by itself. */
  static final String ENDED = "ended";

  /** The parameter with the path at which the operator goes on. */
  static final String TO = "to";

  private static final String ENDED_HERE = PageRefusals.class.getName() + ".ended";

  /** A part of a page that a script asks for; it must not become a page for signing in. */
  private static final String PART = "HX-Request";

  private final Html html;

  PageRefusals(Html html) {
    this.html = html;
  }

  /** Remembers, for this request, that its session has just ended. */
  static void noteEnd(HttpServletRequest request) {
    request.setAttribute(ENDED_HERE, true);
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (request.getHeader(PART) != null) {
      response.setStatus(HttpStatus.UNAUTHORIZED.value());
      return;
    }
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader("Location", signIn(request));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    if (e instanceof CsrfException) {
      refuse(
          request,
          response,
          HttpStatus.FORBIDDEN,
          "This form is not of your present session: it is too old, or not of this console."
              + " Nothing was changed.",
          "Open the page again, and send its form.",
          SIGN_IN);
    } else {
      refuse(
          request,
          response,
          HttpStatus.FORBIDDEN,
          "Your token does not permit this. Nothing was changed.",
          "To change what the console shows, a token needs the scope invites:admin.",
          null);
    }
  }

  /** A form of another site's page. */
  void foreign(HttpServletRequest request, HttpServletResponse response) throws IOException {
    refuse(
        request,
        response,
        HttpStatus.FORBIDDEN,
        "This form comes from a page of another site. Nothing was changed.",
        null,
        null);
  }

  /** A form without a session, or with one that has ended. */
  void signedOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
    refuse(
        request,
        response,
        HttpStatus.FORBIDDEN,
        "You are not signed in, or your session has ended. Nothing was changed.",
        "Sign in, open the page again, and send its form.",
        SIGN_IN);
  }

  /** The token of the session cannot be verified now. */
  void keysUnavailable(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refuse(
        request,
        response,
        HttpStatus.SERVICE_UNAVAILABLE,
        Reason.KEYS_UNAVAILABLE.sentence(),
        null,
        null);
  }

  private static String signIn(HttpServletRequest request) {
    String path = SIGN_IN;
    if ("GET".equals(request.getMethod())) {
      String query = request.getQueryString();
      path = Paths.with(path, TO, request.getRequestURI() + (query == null ? "" : "?" + query));
    }
    return request.getAttribute(ENDED_HERE) == null ? path : Paths.with(path, ENDED, "true");
  }

  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      String sentence,
      @Nullable String help,
      @Nullable String signIn)
      throws IOException {
    html.write(
        response,
        status,
        Trouble.TEMPLATE,
        new Trouble(Frame.of(request, "Not allowed"), sentence, help, signIn));
  }
}

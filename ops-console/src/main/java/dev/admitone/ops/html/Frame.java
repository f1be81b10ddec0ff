package dev.admitone.ops.html;

import dev.admitone.ops.security.Scopes;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What {@code layout/page.jte} shows around a page.
 *
 * @param title of the page, which is also its one heading of the first level
 * @param crumbs the pages above it, the overview not among them
 * @param operator the subject of the token of the session; null: there is no session
 * @param mayChange whether the operator may change what the page shows: without that right, pages
 *     have no forms for it
 * @param csrf what each form sends back; null: there is no session, and no form needs it
 */
public record Frame(
    String title,
    List<Crumb> crumbs,
    @Nullable String operator,
    boolean mayChange,
    @Nullable Csrf csrf) {

  /** Copies the crumbs. */
  public Frame {
    crumbs = List.copyOf(crumbs);
  }

  /** The token that a form of this page carries. */
  public record Csrf(String name, String token) {}

  /** The frame of a page that responds to the request. */
  public static Frame of(HttpServletRequest request, String title, Crumb... crumbs) {
    return new Frame(title, List.of(crumbs), operator(request), mayChange(request), csrf(request));
  }

  private static @Nullable String operator(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return principal == null ? null : principal.getName();
  }

  private static boolean mayChange(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof Authentication operator
        && operator.getAuthorities().stream()
            .anyMatch(right -> Scopes.CHANGE.equals(right.getAuthority()));
  }

  /** Read only of those that are signed in: it would begin a session of its own. */
  private static @Nullable Csrf csrf(HttpServletRequest request) {
    return request.getUserPrincipal() != null
            && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? new Csrf(token.getParameterName(), token.getToken())
        : null;
  }
}

package dev.admitone.ops.html;

import dev.admitone.ops.kept.KeptUnavailableException;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import dev.admitone.ops.problem.BrokenResponseException;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Makes a page of what goes wrong before or in the controller of a page. Calls below {@code /api/}
 * get a problem body from the resolver behind this one.
 */
final class PageErrors implements HandlerExceptionResolver, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

  private final Html html;

  PageErrors(Html html) {
    this.html = html;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception error) {
    if (!isPage(request) || error instanceof BrokenResponseException) {
      return null;
    }
    if (response.isCommitted()) {
      // Such as of a browser that has gone: nothing can be said any more.
      LOG.debug("A response that has begun cannot be completed", error);
      return new ModelAndView();
    }
    Told told = told(error);
    Frame frame = Frame.of(request, told.title());
    try {
      html.write(
          response,
          told.status(),
          Trouble.TEMPLATE,
          new Trouble(frame, told.sentence(), told.help(), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ModelAndView();
  }

  private static boolean isPage(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.equals("/api") && !path.startsWith("/api/") && !path.startsWith("/actuator");
  }

  private static Told told(Exception error) {
    return switch (error) {
      case RefusedCallException refused -> of(refused);
      case LedgerUnavailableException unavailable ->
          new Told(
              HttpStatus.SERVICE_UNAVAILABLE,
              "The ledger cannot be read",
              Reason.LEDGER_UNAVAILABLE.sentence(),
              "The database says: "
                  + unavailable.getMessage()
                  + ". Topics, with the records of dead letters, and requests in the log can be read"
                  + " without it.");
      case LedgerTooSlowException _ ->
          new Told(
              HttpStatus.SERVICE_UNAVAILABLE,
              "The database was too slow",
              Reason.LEDGER_TOO_SLOW.sentence(),
              null);
      case KeptUnavailableException _ ->
          new Told(
              HttpStatus.SERVICE_UNAVAILABLE,
              "The console's own tables cannot be reached",
              Reason.KEPT_UNAVAILABLE.sentence(),
              null);
      case ErrorResponse spring -> ofSpring(spring, error);
      default -> unexpected(error);
    };
  }

  private static Told of(RefusedCallException refused) {
    HttpStatus status = refused.reason().status();
    String title =
        switch (status) {
          case NOT_FOUND -> "Not found";
          case FORBIDDEN -> "Not allowed";
          case BAD_REQUEST -> "Not understood";
          default -> "Not possible now";
        };
    return new Told(status, title, refused.error(), null);
  }

  private static Told ofSpring(ErrorResponse spring, Exception error) {
    return switch (spring.getStatusCode().value()) {
      case 404 ->
          new Told(HttpStatus.NOT_FOUND, "Not found", "There is no page at this path.", null);
      case 405 ->
          new Told(
              HttpStatus.METHOD_NOT_ALLOWED,
              "Not understood",
              "This page does not take such a form.",
              null);
      default ->
          spring.getStatusCode().is4xxClientError()
              ? new Told(
                  HttpStatus.BAD_REQUEST, "Not understood", "The request is malformed.", null)
              : unexpected(error);
    };
  }

  private static Told unexpected(Exception error) {
    LOG.error("A page failed unexpectedly", error);
    return new Told(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong",
        Reason.INTERNAL_ERROR.sentence(),
        null);
  }

  /** What the page says. */
  private record Told(HttpStatus status, String title, String sentence, @Nullable String help) {}
}

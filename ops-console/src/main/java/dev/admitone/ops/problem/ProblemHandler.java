package dev.admitone.ops.problem;

import dev.admitone.ops.kept.KeptUnavailableException;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.ledger.LedgerUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Makes problems of the exceptions that are thrown before or in a controller. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  @ExceptionHandler
  ResponseEntity<Object> refused(RefusedCallException e) {
    return Problems.response(e.reason(), e.error(), HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Object> unavailable(LedgerUnavailableException e) {
    return problem(Reason.LEDGER_UNAVAILABLE, HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Object> tooSlow(LedgerTooSlowException e) {
    return problem(Reason.LEDGER_TOO_SLOW, HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Object> keptUnavailable(KeptUnavailableException e) {
    return problem(Reason.KEPT_UNAVAILABLE, HttpHeaders.EMPTY);
  }

  /** Not handled: the server gets it, and breaks the connection off. */
  @ExceptionHandler
  void broken(BrokenResponseException e) {
    throw e;
  }

  @ExceptionHandler
  ResponseEntity<Object> unexpected(Exception e) {
    LOG.error("A call failed unexpectedly", e);
    return problem(Reason.INTERNAL_ERROR, HttpHeaders.EMPTY);
  }

  /** What Spring itself refuses: a path, a method, a media type. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Reason reason =
        switch (status.value()) {
          case 404 -> Reason.NOT_FOUND;
          case 405 -> Reason.METHOD_NOT_ALLOWED;
          case 406 -> Reason.NOT_ACCEPTABLE;
          default -> status.is4xxClientError() ? Reason.INVALID_REQUEST : Reason.INTERNAL_ERROR;
        };
    if (reason == Reason.INTERNAL_ERROR) {
      LOG.error("A call failed unexpectedly", e);
    }
    return problem(reason, headers);
  }

  private static ResponseEntity<Object> problem(Reason reason, HttpHeaders headers) {
    return Problems.response(reason, reason.sentence(), headers);
  }
}

package dev.admitone.gateway.problem;

import dev.admitone.gateway.web.BodyLimit.BodyTooLargeException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Makes problems of the exceptions that are thrown before or in a controller. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  private static final String NO_OBJECT = "The body must be a JSON object";
  private static final String TWICE = "The body must not have a member twice";

  @ExceptionHandler
  ResponseEntity<Object> invalid(InvalidRequestException e) {
    return invalid(String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<Object> unexpected(Exception e) {
    return Problems.unexpected(e);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException) {
        return Problems.response(Reason.BODY_TOO_LARGE);
      }
    }
    return switch (e.getCause()) {
      case UnrecognizedPropertyException unknown -> invalid(UnknownMembers.sentence(unknown));
      case StreamReadException twice when isDuplicate(twice) -> invalid(TWICE);
      case MismatchedInputException mismatch ->
          invalid(wrongType(mismatch, mismatch.getTargetType()));
      case InputCoercionException tooLarge ->
          invalid(wrongType(tooLarge, tooLarge.getTargetType()));
      case null, default -> invalid(NO_OBJECT);
    };
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
          case 413 -> Reason.BODY_TOO_LARGE;
          case 415 -> Reason.UNSUPPORTED_MEDIA_TYPE;
          default -> status.is4xxClientError() ? Reason.INVALID_REQUEST : Reason.INTERNAL_ERROR;
        };
    if (reason == Reason.INTERNAL_ERROR) {
      LOG.error("A call failed unexpectedly", e);
    }
    return Problems.response(reason, reason.sentence(), null, headers);
  }

  private static ResponseEntity<Object> invalid(String error) {
    return Problems.response(Reason.INVALID_REQUEST, error, null, HttpHeaders.EMPTY);
  }

  /** Jackson has no exception of its own for it. */
  private static boolean isDuplicate(StreamReadException e) {
    return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate ");
  }

  /** Names the field and what it has to be, and repeats nothing that was sent. */
  private static String wrongType(JacksonException e, @Nullable Class<?> type) {
    List<JacksonException.Reference> path = e.getPath();
    if (path.isEmpty() || type == null) {
      return NO_OBJECT;
    }
    String field = field(path);
    if (type == String.class) {
      return field + " must be a string";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return field + " must be a list";
    }
    if (type.isRecord()) {
      return field + " must be an object";
    }
    return field + (type == Boolean.class ? " must be true or false" : " must be a whole number");
  }

  /** Such as {@code redemptions[3].code}. All names in it are of the call's own members. */
  private static String field(List<JacksonException.Reference> path) {
    StringBuilder field = new StringBuilder();
    for (JacksonException.Reference step : path) {
      String name = step.getPropertyName();
      if (name == null) {
        field.append('[').append(step.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(name);
      }
    }
    return field.toString();
  }
}

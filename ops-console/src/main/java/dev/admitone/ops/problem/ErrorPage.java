package dev.admitone.ops.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the server itself refuses before any handler sees it is a problem like any other. */
@RestController
class ErrorPage implements ErrorController {

  @RequestMapping("${server.error.path:${error.path:/error}}")
  ResponseEntity<Object> error(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer value ? HttpStatus.resolve(value) : null;
    Reason reason = Reason.NOT_FOUND;
    if (status != null) {
      reason = status.is4xxClientError() ? Reason.INVALID_REQUEST : Reason.INTERNAL_ERROR;
    }
    return Problems.response(reason, reason.sentence(), HttpHeaders.EMPTY);
  }
}

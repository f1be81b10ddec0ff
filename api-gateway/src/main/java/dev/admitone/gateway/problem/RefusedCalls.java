package dev.admitone.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Refuses calls that their caller may not make, before {@link ProblemHandler} is asked. The general
 * handling of an exception chooses a method and a media type for it, which took a third of a
 * refused call's time, and most calls of a flood are refused.
 */
final class RefusedCalls implements HandlerExceptionResolver {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedCalls.class);

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception exception) {
    if (!(exception instanceof RefusedCallException refused)) {
      return null;
    }
    try {
      Problems.refuse(refused.reason(), request, response);
    } catch (IOException e) {
      LOG.debug("A caller closed its connection before its refusal was written", e);
    }
    return new ModelAndView();
  }
}

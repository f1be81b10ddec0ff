package dev.admitone.ops.web;

import dev.admitone.ops.problem.RefusedCallException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses calls with a parameter that they do not take, or with one that is there twice: a filter
 * that is misspelt would be none, and a list would have what it must not have.
 */
final class KnownParameters implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      NavigableSet<String> known = names(method);
      for (Map.Entry<String, String[]> each : request.getParameterMap().entrySet()) {
        if (!known.contains(each.getKey())) {
          throw RefusedCallException.invalid(
              known.isEmpty()
                  ? "This call takes no parameters"
                  : "This call takes no other parameters than " + String.join(", ", known));
        }
        if (each.getValue().length > 1) {
          throw RefusedCallException.invalid(each.getKey() + " must be there once");
        }
      }
    }
    return true;
  }

  /** Those that are parameters of the method, and the components of its records. */
  private static NavigableSet<String> names(HandlerMethod method) {
    NavigableSet<String> names = new TreeSet<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      if (parameter.hasParameterAnnotation(RequestParam.class)) {
        names.add(parameter.getParameter().getName());
      } else if (parameter.getParameterType().isRecord()) {
        Arrays.stream(parameter.getParameterType().getRecordComponents())
            .map(RecordComponent::getName)
            .forEach(names::add);
      }
    }
    return names;
  }
}

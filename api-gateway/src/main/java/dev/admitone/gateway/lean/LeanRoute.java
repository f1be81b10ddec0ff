package dev.admitone.gateway.lean;

import dev.admitone.gateway.limits.CallsInFlight;
import dev.admitone.gateway.problem.AcceptedMediaTypes;
import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.gateway.security.CallSecurity;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.web.CallObservations;
import dev.admitone.gateway.web.ForwardedPrefix;
import dev.admitone.gateway.web.HeaderNames;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import tools.jackson.core.JacksonException;

/**
 * The first filter that may take a call. It takes what its handlers carry out; every other call
 * goes on down the chain, as if this filter were not there.
 */
final class LeanRoute implements Filter {

  private static final Logger LOG = LoggerFactory.getLogger(LeanRoute.class);

  private final List<LeanHandler> handlers;
  private final CallsInFlight calls;
  private final CallSecurity security;
  private final CallObservations observations;
  private final ResponseWriter writer;

  LeanRoute(
      List<LeanHandler> handlers,
      CallsInFlight calls,
      CallSecurity security,
      CallObservations observations,
      ResponseWriter writer) {
    this.handlers = List.copyOf(handlers);
    this.calls = calls;
    this.security = security;
    this.observations = observations;
    this.writer = writer;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    LeanHandler handler = handler(http);
    if (handler == null) {
      chain.doFilter(request, response);
      return;
    }
    ReadAheadRequest call = new ReadAheadRequest(http);
    if (!take(call, (HttpServletResponse) response, handler)) {
      chain.doFilter(call, response);
    }
  }

  private @Nullable LeanHandler handler(HttpServletRequest http) {
    String path = ForwardedPrefix.pathWithout(http);
    for (LeanHandler handler : handlers) {
      if (handler.takes(http, path)) {
        return isOrdinary(http) ? handler : null;
      }
    }
    return null;
  }

  /**
   * Whether nothing about the call needs the general route's view: a prefix that its firewall may
   * refuse, preferences in other letters than ASCII, or an Accept without JSON.
   */
  private static boolean isOrdinary(HttpServletRequest http) {
    String prefix = http.getContextPath();
    return prefix.indexOf('%') < 0
        && !prefix.contains("/.")
        && arePrintable(http.getHeaders(HeaderNames.PREFER))
        && (http.getHeader(HttpHeaders.ACCEPT) == null || AcceptedMediaTypes.acceptsJson(http));
  }

  private static boolean arePrintable(Enumeration<String> values) {
    while (values.hasMoreElements()) {
      if (!isPrintable(values.nextElement())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(each -> each >= ' ' && each <= '~');
  }

  /**
   * Takes the call.
   *
   * @return false if the general route has to say what is wrong with it; nothing was changed then
   */
  private boolean take(ReadAheadRequest call, HttpServletResponse response, LeanHandler handler)
      throws IOException {
    CallObservations.Observed observed = observations.begin(call, response);
    Optional<CallsInFlight.Place> place = calls.enter(handler.asks());
    if (place.isEmpty()) {
      try {
        CallsInFlight.refuse(call, response);
      } finally {
        observed.end(null);
      }
      return true;
    }
    LeanCall open = new LeanCall(call, response, place.get(), observed, writer);
    try (var _ = observed.scope()) {
      return carryOut(open, call, response, handler);
    } catch (IOException e) {
      LOG.debug("A caller closed its connection before its refusal was written", e);
      open.end();
    } catch (RuntimeException | Error e) {
      open.fail(e);
    }
    return true;
  }

  private boolean carryOut(
      LeanCall open, ReadAheadRequest call, HttpServletResponse response, LeanHandler handler)
      throws IOException {
    try {
      security.writeHeaders(call, response);
      if (security.admitsPage(call, response)) {
        Caller caller = security.caller(call);
        open.takenAs(handler.pattern());
        open.respondTo(handler.handle(caller, call, response));
      } else {
        open.end();
      }
    } catch (AuthenticationException e) {
      security.refuse(call, response, e);
      open.end();
    } catch (InvalidRequestException | JacksonException e) {
      LOG.debug("A call goes on to the general route", e);
      open.discard();
      return false;
    }
    return true;
  }
}

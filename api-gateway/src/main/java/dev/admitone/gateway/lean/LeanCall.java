package dev.admitone.gateway.lean;

import dev.admitone.gateway.limits.CallsInFlight;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.web.CallObservations;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;

/**
 * A call on the lean route, until its response is handed to the server.
 *
 * <p>A response is written into the server's buffer, which takes more than any of this route's, in
 * the thread that brings the result. The server itself then sends it, in a thread of its own for
 * each response: a client that does not read holds up none but itself, and the results' reader
 * never touches a socket.
 */
final class LeanCall implements AsyncListener {

  private static final Logger LOG = LoggerFactory.getLogger(LeanCall.class);

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final CallsInFlight.Place place;
  private final CallObservations.Observed observed;
  private final ResponseWriter writer;
  private final AtomicBoolean responded = new AtomicBoolean();

  /** Null while, and where, the server's thread is still there. */
  private @Nullable AsyncContext waiting;

  /** Of the path; null where the call is refused before its path counts. */
  private @Nullable String pattern;

  LeanCall(
      HttpServletRequest request,
      HttpServletResponse response,
      CallsInFlight.Place place,
      CallObservations.Observed observed,
      ResponseWriter writer) {
    this.request = request;
    this.response = response;
    this.place = place;
    this.observed = observed;
    this.writer = writer;
  }

  /** From here on, the path counts. */
  void takenAs(String pathPattern) {
    pattern = pathPattern;
  }

  /** Responds as soon as the response is there, and lets the server's thread go until then. */
  void respondTo(CompletableFuture<ResponseEntity<Object>> result) {
    if (!result.isDone()) {
      AsyncContext context = request.startAsync();
      // The wait for the decision has a limit of its own.
      context.setTimeout(0);
      waiting = context;
      context.addListener(this);
    }
    var _ = result.whenComplete(this::respond);
  }

  private void respond(@Nullable ResponseEntity<Object> entity, @Nullable Throwable failure) {
    if (!responded.compareAndSet(false, true)) {
      return;
    }
    try {
      if (entity != null) {
        writer.write(entity, request, response);
      } else if (failure != null) {
        writer.fail(failure, request, response);
      }
    } catch (IOException e) {
      LOG.debug("A caller closed its connection before its response was written", e);
    } catch (RuntimeException e) {
      LOG.error("A response could not be written", e);
    } finally {
      end();
    }
  }

  /** The call failed before anything was begun for it. */
  void fail(Throwable failure) {
    respond(null, failure);
  }

  /** The response is written. */
  void end() {
    try {
      observed.end(pattern);
      place.close();
    } finally {
      // Last: the server uses request and response for the next call then.
      AsyncContext context = waiting;
      if (context != null) {
        context.complete();
      }
    }
  }

  /** The call goes on to the general route. */
  void discard() {
    observed.discard();
    place.close();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    // Its place is free already: what is left is the server's.
  }

  /** The server stops, and waits no longer. */
  @Override
  public void onTimeout(AsyncEvent event) {
    respond(Problems.response(Reason.INTERNAL_ERROR), null);
  }

  @Override
  public void onError(AsyncEvent event) {
    respond(Problems.response(Reason.INTERNAL_ERROR), null);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Each call waits once.
  }
}

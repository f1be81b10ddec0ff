package dev.admitone.ops.overview;

import dev.admitone.ops.html.Html;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends the overview again and again to browsers that watch it. Each stream ends after a while, or
 * with the operator's token, and the browser asks for the next one with the rights that it then has.
 */
final class LiveParts {

  /** A browser that watches takes a connection and a thread that sleeps. */
  private static final int STREAMS_MAX = 100;

  private static final Duration STREAM_MAX = Duration.ofMinutes(15);

  private final Overview overview;
  private final Html html;
  private final Duration interval;
  private final Clock clock;
  private final Semaphore places = new Semaphore(STREAMS_MAX);

  LiveParts(Overview overview, Html html, Duration interval, Clock clock) {
    this.overview = overview;
    this.html = html;
    this.interval = interval;
    this.clock = clock;
  }

  /** The text of the part as it is now. */
  String text() {
    return html.text("overview/part.jte", overview.part());
  }

  /**
   * Begins a stream.
   *
   * @param tokenEnd when the operator's token expires
   */
  SseEmitter stream(Instant tokenEnd) {
    SseEmitter stream = new SseEmitter(STREAM_MAX.plus(interval).plus(interval).toMillis());
    if (!places.tryAcquire()) {
      stream.complete();
      return stream;
    }
    Instant own = clock.instant().plus(STREAM_MAX);
    Instant end = tokenEnd.isBefore(own) ? tokenEnd : own;
    Thread.ofVirtual()
        .name("overview-live")
        .start(
            () -> {
              try {
                send(stream, end);
              } finally {
                places.release();
              }
            });
    return stream;
  }

  private void send(SseEmitter stream, Instant end) {
    try {
      while (clock.instant().isBefore(end)) {
        stream.send(SseEmitter.event().data(text()));
        Thread.sleep(interval);
      }
      stream.complete();
    } catch (IOException | IllegalStateException e) {
      // The browser has gone.
      stream.completeWithError(e);
    } catch (InterruptedException e) {
      stream.complete();
    } catch (RuntimeException e) {
      stream.completeWithError(e);
    }
  }
}

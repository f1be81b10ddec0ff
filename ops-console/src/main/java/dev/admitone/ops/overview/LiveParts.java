package dev.admitone.ops.overview;

import dev.admitone.ops.html.Html;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends the overview again and again to browsers that watch it. Each stream ends after a while, or
 * with the operator's token, and the browser asks for the next one with the rights that it then
 * has. All end when the console stops, which would wait for them otherwise.
 */
final class LiveParts implements ApplicationListener<ContextClosedEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(LiveParts.class);

  /** A browser that watches takes a connection and a thread that sleeps. */
  private static final int STREAMS_MAX = 100;

  private static final Duration STREAM_MAX = Duration.ofMinutes(15);

  private final Overview overview;
  private final Html html;
  private final Duration interval;
  private final Clock clock;
  private final Semaphore places = new Semaphore(STREAMS_MAX);
  private final Set<Thread> streams = ConcurrentHashMap.newKeySet();

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
    Thread thread =
        Thread.ofVirtual()
            .name("overview-live")
            .unstarted(
                () -> {
                  try {
                    send(stream, end);
                  } finally {
                    streams.remove(Thread.currentThread());
                    places.release();
                  }
                });
    streams.add(thread);
    thread.start();
    return stream;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    streams.forEach(Thread::interrupt);
  }

  private void send(SseEmitter stream, Instant end) {
    try {
      while (clock.instant().isBefore(end)) {
        stream.send(SseEmitter.event().data(text()));
        Thread.sleep(interval);
      }
      stream.complete();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("A browser that watched the overview has gone", e);
    } catch (InterruptedException e) {
      stream.complete();
    } catch (RuntimeException e) {
      // The browser asks for the next stream a little later.
      LOG.warn("The overview cannot be sent", e);
      stream.complete();
    }
  }
}

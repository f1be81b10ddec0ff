package dev.admitone.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.load.Ids;
import dev.admitone.benchmarks.testbed.Keys;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * The calls that a load is made of: each a user of its own, every second one with a key. The only
 * place where calls are built. For one thread.
 */
final class Calls implements CallSource {

  private static final List<String> SERVICES = Keys.services();

  private final String path;
  private final CodeChoice choice;
  private final String codePrefix;
  private final long seed;
  private int next;

  /** Codes are {@code <prefix><number>}; no two loads have a seed in common. */
  Calls(String path, CodeChoice choice, String codePrefix, long seed) {
    this.path = path;
    this.choice = choice;
    this.codePrefix = codePrefix;
    this.seed = seed;
  }

  /** How many were made. */
  int made() {
    return next;
  }

  @Override
  public FullHttpRequest next() {
    int number = next++;
    String user = Ids.user(seed, number);
    String body =
        "{\"code\":\"%s%d\",\"userId\":\"%s\"}".formatted(codePrefix, choice.next(), user);
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            path,
            Unpooled.wrappedBuffer(body.getBytes(UTF_8)));
    request.headers().set(HttpHeaderNames.CONTENT_LENGTH, request.content().readableBytes());
    headers(request.headers(), number, user);
    return request;
  }

  private static void headers(HttpHeaders headers, int number, String user) {
    headers.set(HttpHeaderNames.HOST, "127.0.0.1");
    headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    headers.set(HttpHeaderNames.AUTHORIZATION, SERVICES.get(number % SERVICES.size()));
    if (number % 2 == 1) {
      headers.set("Idempotency-Key", "key-" + user);
    }
  }
}

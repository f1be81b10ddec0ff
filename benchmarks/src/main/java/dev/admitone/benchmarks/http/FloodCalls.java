package dev.admitone.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.benchmarks.load.Ids;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.function.IntFunction;

/** The calls of one caller that wants more than its share. For one thread. */
final class FloodCalls implements CallSource {

  /** The key that all contents of one id are sent with. */
  static final String KEY = "flood";

  private final IntFunction<FullHttpRequest> calls;
  private int next;

  private FloodCalls(IntFunction<FullHttpRequest> calls) {
    this.calls = calls;
  }

  /** Redemptions with one key, each with another content, none of which is waited for. */
  static FloodCalls ofOneKey(String token, String code, long seed) {
    return new FloodCalls(
        number -> {
          String body =
              "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, Ids.user(seed, number));
          FullHttpRequest call = redemption(token, body);
          call.headers().set("Idempotency-Key", KEY);
          return call;
        });
  }

  /** Redemptions of one user, none of which is waited for. */
  static FloodCalls ofOneUser(String token, String code) {
    String body = "{\"code\":\"%s\",\"userId\":\"one-user\"}".formatted(code);
    return new FloodCalls(_ -> redemption(token, body));
  }

  /** Status calls about a request, each of which waits so long. */
  static FloodCalls asking(String token, String path, int waitSeconds) {
    return new FloodCalls(
        _ -> {
          FullHttpRequest call = call(HttpMethod.GET, path, token, Unpooled.EMPTY_BUFFER);
          if (waitSeconds > 0) {
            call.headers().set("Prefer", "wait=" + waitSeconds);
          }
          return call;
        });
  }

  /** Streams of events about a request, each of which goes on until its decision comes. */
  static FloodCalls listening(String token, String path) {
    return new FloodCalls(
        _ -> {
          FullHttpRequest call = call(HttpMethod.GET, path, token, Unpooled.EMPTY_BUFFER);
          call.headers().set(HttpHeaderNames.ACCEPT, "text/event-stream");
          return call;
        });
  }

  private static FullHttpRequest redemption(String token, String body) {
    FullHttpRequest call =
        call(HttpMethod.POST, "/api/redemptions", token, Unpooled.copiedBuffer(body, UTF_8));
    call.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .set("Prefer", "respond-async");
    return call;
  }

  private static FullHttpRequest call(HttpMethod method, String path, String token, ByteBuf body) {
    var call = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, path, body);
    call.headers()
        .set(HttpHeaderNames.HOST, "127.0.0.1")
        .set(HttpHeaderNames.AUTHORIZATION, token)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    return call;
  }

  @Override
  public FullHttpRequest next() {
    return calls.apply(next++);
  }
}

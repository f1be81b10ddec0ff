package dev.admitone.benchmarks.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

  private static final String WITH_LENGTH =
      "HTTP/1.1 200 \r\nContent-Length: 13\r\n\r\n{\"a\":\"b\"}\r\n\r\n";
  private static final String CHUNKED =
      "HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n";
  private static final String CHUNKED_EMPTY =
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n";
  private static final String WITHOUT_BODY = "HTTP/1.1 204 No Content\r\nDate: now\r\n\r\n";

  @ParameterizedTest
  @ValueSource(strings = {WITH_LENGTH, CHUNKED, CHUNKED_EMPTY, WITHOUT_BODY})
  void aResponseIsCompleteWithItsLastByteHoweverItIsCut(String text) {
    for (int cut = 1; cut < text.length(); cut++) {
      Response response = new Response();
      assertThat(response.add(bytes(text.substring(0, cut)))).as("cut at %d", cut).isFalse();
      assertThat(response.add(bytes(text.substring(cut)))).isTrue();
      assertThat(response.status()).isEqualTo(Integer.parseInt(text.substring(9, 12)));
    }
  }

  @Test
  void theNextResponseBeginsAnew() {
    Response response = new Response();
    assertThat(response.add(bytes(CHUNKED))).isTrue();
    response.clear();
    assertThat(response.add(bytes(WITH_LENGTH))).isTrue();
    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void aServerThatClosesSaysSo() {
    Response response = new Response();
    response.add(bytes("HTTP/1.1 503 \r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
    assertThat(response.isLast()).isTrue();
    response.clear();
    response.add(bytes(WITH_LENGTH));
    assertThat(response.isLast()).isFalse();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}

package dev.admitone.benchmarks.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.benchmarks.testbed.Keys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The text of a call, with places for the code and the user. All else is bytes that are made once:
 * a call costs a copy of them.
 */
public final class CallTemplate {

  /** The place of the code, in the path or in the body. */
  public static final String CODE = "{code}";

  /** The place of the user, anywhere. */
  public static final String USER = "{user}";

  private static final String REDEMPTION =
      "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(CODE, USER);

  /** A use of the same token as often as this is no news for a cache of tokens. */
  private static final List<String> SERVICES = Keys.services();

  private enum Part {
    CODE,
    USER,
    TEXT
  }

  /** Bytes, or a place for others. */
  private static final class Piece {

    private final Part part;
    private final byte[] text;

    Piece(Part part, byte[] text) {
      this.part = part;
      this.text = text;
    }
  }

  private final List<Piece> head;
  private final List<Piece> body;

  private CallTemplate(List<Piece> head, List<Piece> body) {
    this.head = head;
    this.body = body;
  }

  /**
   * A call of any kind.
   *
   * @param method such as POST
   * @param path may have places
   * @param headers whole lines beside the host and the content's length; may have places
   * @param body may have places; empty for none
   */
  public static CallTemplate of(String method, String path, List<String> headers, String body) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    head.append("Content-Length: ");
    return new CallTemplate(pieces(head.toString()), pieces(body));
  }

  /**
   * A redemption as the product takes it, in turn with the tokens of many services; every second
   * one has a key.
   */
  public static List<CallTemplate> redemptions(String path) {
    return IntStream.range(0, SERVICES.size())
        .mapToObj(
            i -> {
              List<String> headers = new ArrayList<>();
              headers.add("Content-Type: application/json");
              headers.add("Authorization: " + SERVICES.get(i));
              if (i % 2 == 1) {
                headers.add("Idempotency-Key: key-" + USER);
              }
              return of("POST", path, headers, REDEMPTION);
            })
        .toList();
  }

  /**
   * Calls with many redemptions as the product takes them, in turn with the tokens of many
   * services. The users of a call have the call's own user as the beginning of their ids.
   *
   * @param redemptionsACall how many, each for a user of its own
   */
  public static List<CallTemplate> bulkRedemptions(String path, int redemptionsACall) {
    String body =
        IntStream.range(0, redemptionsACall)
            .mapToObj("{\"code\":\"%s\",\"userId\":\"%s-%%d\"}".formatted(CODE, USER)::formatted)
            .collect(Collectors.joining(",", "{\"redemptions\":[", "]}"));
    return SERVICES.stream()
        .map(
            service ->
                of(
                    "POST",
                    path,
                    List.of("Content-Type: application/json", "Authorization: " + service),
                    body))
        .toList();
  }

  /** Puts the whole request into the buffer. */
  void write(ByteBuffer buffer, byte[] code, byte[] user) {
    put(buffer, head, code, user);
    int length = 0;
    for (Piece piece : body) {
      length += bytes(piece, code, user).length;
    }
    putNumber(buffer, length);
    buffer.put((byte) '\r').put((byte) '\n').put((byte) '\r').put((byte) '\n');
    put(buffer, body, code, user);
  }

  private static void put(ByteBuffer buffer, List<Piece> pieces, byte[] code, byte[] user) {
    for (Piece piece : pieces) {
      buffer.put(bytes(piece, code, user));
    }
  }

  private static byte[] bytes(Piece piece, byte[] code, byte[] user) {
    return switch (piece.part) {
      case CODE -> code;
      case USER -> user;
      case TEXT -> piece.text;
    };
  }

  /** A number in decimal digits. */
  private static void putNumber(ByteBuffer buffer, int number) {
    if (number >= 10) {
      putNumber(buffer, number / 10);
    }
    buffer.put((byte) ('0' + number % 10));
  }

  private static List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    int begin = 0;
    while (begin < text.length()) {
      int code = indexOrEnd(text, CODE, begin);
      int user = indexOrEnd(text, USER, begin);
      int end = Math.min(code, user);
      if (end > begin) {
        pieces.add(new Piece(Part.TEXT, text.substring(begin, end).getBytes(UTF_8)));
      }
      if (end == text.length()) {
        break;
      }
      boolean isCode = code < user;
      pieces.add(new Piece(isCode ? Part.CODE : Part.USER, new byte[0]));
      begin = end + (isCode ? CODE : USER).length();
    }
    return pieces;
  }

  private static int indexOrEnd(String text, String place, int begin) {
    int index = text.indexOf(place, begin);
    return index < 0 ? text.length() : index;
  }
}

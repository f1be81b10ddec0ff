package dev.admitone.benchmarks.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An HTTP/1.1 response as far as a load needs it: its status, and where it ends. Since a connection
 * has one request at a time, no byte of another response follows. What comes in one piece, as
 * nearly all do, is looked at once and not kept.
 */
final class Response {

  private static final int STATUS_BEGIN = "HTTP/1.1 ".length();
  private static final byte[] HEAD_END = bytes("\r\n\r\n");
  private static final byte[] LENGTH = bytes("\r\ncontent-length:");
  private static final byte[] CHUNKED = bytes("\r\ntransfer-encoding: chunked");
  private static final byte[] LAST_CHUNK = bytes("\r\n0\r\n\r\n");
  private static final byte[] CLOSE = bytes("\r\nconnection: close");
  private static final int CAPITAL_TO_SMALL = 'a' - 'A';

  private byte[] received = new byte[1024];
  private int length;

  /** Adds what has come; true when the response is complete. */
  boolean add(ByteBuffer more) {
    int count = more.remaining();
    if (length + count > received.length) {
      received = Arrays.copyOf(received, 2 * (length + count));
    }
    more.get(received, length, count);
    length += count;
    return isComplete();
  }

  void clear() {
    length = 0;
  }

  int status() {
    return (received[STATUS_BEGIN] - '0') * 100
        + (received[STATUS_BEGIN + 1] - '0') * 10
        + (received[STATUS_BEGIN + 2] - '0');
  }

  /** Whether the server closes the connection after it. */
  boolean isLast() {
    return find(CLOSE, 0, find(HEAD_END, 0, length)) >= 0;
  }

  private boolean isComplete() {
    int headEnd = find(HEAD_END, 0, length);
    if (headEnd < 0) {
      return false;
    }
    int bodyBegin = headEnd + HEAD_END.length;
    int lengthHeader = find(LENGTH, 0, headEnd);
    if (lengthHeader >= 0) {
      return length >= bodyBegin + number(lengthHeader + LENGTH.length);
    }
    if (find(CHUNKED, 0, headEnd) >= 0) {
      int last = length - LAST_CHUNK.length;
      // The body may be empty: then the last chunk's line begins right after the head.
      return last >= bodyBegin - 2
          && Arrays.equals(received, last, length, LAST_CHUNK, 0, LAST_CHUNK.length);
    }
    return true;
  }

  private int number(int begin) {
    int at = begin;
    while (received[at] == ' ') {
      at++;
    }
    int number = 0;
    while (received[at] >= '0' && received[at] <= '9') {
      number = number * 10 + received[at++] - '0';
    }
    return number;
  }

  /**
   * Where the wanted bytes begin between two places, capital letters being as good as small ones;
   * -1 if nowhere.
   */
  private int find(byte[] wanted, int from, int to) {
    for (int at = from; at + wanted.length <= to; at++) {
      int same = 0;
      while (same < wanted.length && isSame(received[at + same], wanted[same])) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isSame(byte received, byte wanted) {
    return received == wanted
        || (received >= 'A' && received <= 'Z' && received + CAPITAL_TO_SMALL == wanted);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}

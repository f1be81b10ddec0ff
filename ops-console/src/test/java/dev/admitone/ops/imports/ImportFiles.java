package dev.admitone.ops.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.function.LongFunction;

/** Files of any length, which are made while they are sent. */
final class ImportFiles {

  private ImportFiles() {}

  /** So many lines of JSON with codes of the prefix. */
  static BodyPublisher codes(String prefix, int count) {
    return lines(
        count, number -> "{\"code\":\"%s-%07d\",\"maxUses\":3}\n".formatted(prefix, number));
  }

  /** So many lines, each made of its number, from 0 on. */
  static BodyPublisher lines(long count, LongFunction<String> line) {
    return BodyPublishers.ofInputStream(() -> new Lines(count, line));
  }

  private static final class Lines extends InputStream {

    private final long count;
    private final LongFunction<String> line;
    private byte[] bytes = new byte[0];
    private int place;
    private long made;

    Lines(long count, LongFunction<String> line) {
      this.count = count;
      this.line = line;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /** As much as there is space for: a part for each line would take long. */
    @Override
    public int read(byte[] into, int offset, int length) {
      int copied = 0;
      while (copied < length && hasBytes()) {
        int part = Math.min(length - copied, bytes.length - place);
        System.arraycopy(bytes, place, into, offset + copied, part);
        place += part;
        copied += part;
      }
      return copied == 0 ? -1 : copied;
    }

    private boolean hasBytes() {
      if (place == bytes.length && made < count) {
        bytes = line.apply(made).getBytes(UTF_8);
        place = 0;
        made++;
      }
      return place < bytes.length;
    }
  }
}

package dev.admitone.faults.links;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a link hands on at once. */
interface Reading {

  int CHUNK_BYTES_MAX = 64 * 1024;

  /**
   * The next bytes.
   *
   * @throws EOFException at the end
   */
  byte[] next(DataInputStream in) throws IOException;

  /** The bytes that have come. */
  static byte[] chunk(DataInputStream in) throws IOException {
    byte[] buffer = new byte[CHUNK_BYTES_MAX];
    int count = in.read(buffer);
    if (count < 0) {
      throw new EOFException();
    }
    return Arrays.copyOf(buffer, count);
  }

  /** A message of Kafka's protocol: its length in four bytes, and so many bytes. */
  static byte[] frame(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] whole = new byte[Integer.BYTES + length];
    ByteBuffer.wrap(whole).putInt(length);
    in.readFully(whole, Integer.BYTES, length);
    return whole;
  }
}

package dev.admitone.benchmarks.generator;

import java.nio.ByteBuffer;

/** The calls of a load, one after the other. For one thread. */
public interface CallSource {

  /** Puts the bytes of the next call, a whole HTTP/1.1 request, into the buffer. */
  void next(ByteBuffer buffer);
}

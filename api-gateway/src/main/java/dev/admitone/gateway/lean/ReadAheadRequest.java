package dev.admitone.gateway.lean;

import dev.admitone.gateway.problem.InvalidRequestException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A call whose body can be read ahead: those after it read the same from its beginning. */
public final class ReadAheadRequest extends HttpServletRequestWrapper {

  private byte @Nullable [] ahead;

  ReadAheadRequest(HttpServletRequest request) {
    super(request);
  }

  /**
   * Reads the body, once.
   *
   * @param maxLength how many bytes at most
   * @throws InvalidRequestException if it ends too early, or the client sends nothing for too long
   */
  public byte[] readAhead(int maxLength) {
    int announced = getContentLength();
    boolean fits = announced >= 0 && announced <= maxLength;
    try {
      byte[] read = super.getInputStream().readNBytes(fits ? announced : maxLength);
      ahead = read;
      return read;
    } catch (IOException e) {
      throw new InvalidRequestException("The body cannot be read");
    }
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return ahead == null ? super.getInputStream() : new Replayed(ahead, super.getInputStream());
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return ahead == null
        ? super.getReader()
        : new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  /** What was read ahead, then the rest. Read by blocking calls alone. */
  private static final class Replayed extends ServletInputStream {

    private final ServletInputStream rest;
    private final InputStream all;

    Replayed(byte[] ahead, ServletInputStream rest) {
      this.rest = rest;
      this.all = new SequenceInputStream(new ByteArrayInputStream(ahead), rest);
    }

    @Override
    public int read() throws IOException {
      return all.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return all.read(bytes, offset, length);
    }

    @Override
    public boolean isFinished() {
      return rest.isFinished();
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("The body was read by blocking calls");
    }
  }
}

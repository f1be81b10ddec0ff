package dev.admitone.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends the reading of a body that is too long, whether its length was announced or not. */
public final class BodyLimit extends OncePerRequestFilter {

  /** The longest body of most calls, in bytes. */
  public static final int BYTES_MAX = 16 * 1024;

  /**
   * The longest body of a call with many redemptions, in bytes: 100 of them fit, each with a code
   * of 64 characters and a user id of 200 characters that are all escaped.
   */
  public static final int BULK_BYTES_MAX = 128 * 1024;

  /** The path of that call. */
  public static final String BULK_PATH = "/api/redemptions/bulk";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean bulk = ForwardedPrefix.pathWithout(request).equals(BULK_PATH);
    chain.doFilter(new LimitedRequest(request, bulk ? BULK_BYTES_MAX : BYTES_MAX), response);
  }

  /** A body longer than its call may have. */
  public static final class BodyTooLargeException extends IOException {

    BodyTooLargeException(int bytesMax) {
      super("The body is longer than " + bytesMax + " bytes");
    }
  }

  private static final class LimitedRequest extends HttpServletRequestWrapper {

    private final int bytesMax;

    LimitedRequest(HttpServletRequest request, int bytesMax) {
      super(request);
      this.bytesMax = bytesMax;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), bytesMax);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream body;
    private final int bytesMax;
    private long read;

    LimitedStream(ServletInputStream body, int bytesMax) {
      this.body = body;
      this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
      int value = body.read();
      if (value >= 0) {
        count(1);
      }
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = body.read(bytes, offset, length);
      if (count > 0) {
        count(count);
      }
      return count;
    }

    private void count(int bytes) throws BodyTooLargeException {
      read += bytes;
      if (read > bytesMax) {
        throw new BodyTooLargeException(bytesMax);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}

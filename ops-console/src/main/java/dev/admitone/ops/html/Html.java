package dev.admitone.ops.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Makes pages. A page is made whole before its response begins, so that one that fails becomes an
 * error page and never half of a page.
 */
public final class Html {

  private static final MediaType TEXT = MediaType.parseMediaType("text/html;charset=UTF-8");

  private final TemplateEngine templates;

  Html(TemplateEngine templates) {
    this.templates = templates;
  }

  /** A page. Its template, such as {@code codes/list.jte}, has the one parameter. */
  public ResponseEntity<String> page(String template, Object parameter) {
    return page(HttpStatus.OK, template, parameter);
  }

  /** A page with another status. */
  public ResponseEntity<String> page(HttpStatus status, String template, Object parameter) {
    return ResponseEntity.status(status)
        .contentType(TEXT)
        .cacheControl(CacheControl.noStore())
        .body(text(template, parameter));
  }

  /** Writes a page where no controller returns one. */
  public void write(
      HttpServletResponse response, HttpStatus status, String template, Object parameter)
      throws IOException {
    String page = text(template, parameter);
    response.setStatus(status.value());
    response.setContentType(TEXT.toString());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getOutputStream().write(page.getBytes(UTF_8));
  }

  /** The text of a page, or of a part of one. */
  public String text(String template, Object parameter) {
    StringOutput text = new StringOutput();
    templates.render(template, parameter, text);
    return text.toString();
  }
}

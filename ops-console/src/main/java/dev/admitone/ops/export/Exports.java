package dev.admitone.ops.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.ops.problem.BrokenResponseException;
import dev.admitone.ops.search.Page;
import dev.admitone.ops.search.Pages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes lists as files, page by page: a file of any length needs the memory of one page, and each
 * page is a short question to the database. So a file is no picture of one moment: what changes
 * while it is written may be in it or not.
 */
public final class Exports {

  private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
  private static final int PAGE_ITEMS = 1_000;

  private final JsonMapper json;

  Exports(JsonMapper json) {
    this.json = json;
  }

  /**
   * Writes the whole list.
   *
   * @param name of the file, without what stands behind the dot
   * @throws BrokenResponseException if the list cannot be read to its end, once some of it is
   *     written
   */
  public <T> void write(
      HttpServletResponse response,
      String name,
      ExportFormat format,
      List<Column<T>> columns,
      Pages<T> pages)
      throws IOException {
    // Before the response begins, so that what is wrong with the call can still be said.
    Page<T> page = pages.page(null, PAGE_ITEMS);
    response.setContentType(format.contentType());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename(name + '.' + format.extension())
            .build()
            .toString());
    OutputStream file = response.getOutputStream();
    if (format == ExportFormat.CSV) {
      file.write(CsvLines.first(columns).getBytes(UTF_8));
    }
    try {
      while (true) {
        for (T item : page.items()) {
          file.write(line(item, format, columns).getBytes(UTF_8));
        }
        file.flush();
        if (page.next() == null) {
          return;
        }
        page = pages.page(page.next(), PAGE_ITEMS);
      }
    } catch (RuntimeException e) {
      LOG.warn("An export of {} ends before the end of the list: {}", name, e.toString());
      throw new BrokenResponseException(e);
    }
  }

  private <T> String line(T item, ExportFormat format, List<Column<T>> columns) {
    return switch (format) {
      case CSV -> CsvLines.of(item, columns);
      case JSON_LINES -> json.writeValueAsString(item) + '\n';
    };
  }
}

package dev.admitone.ops.imports;

import dev.admitone.ops.export.ExportFormat;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The call that imports codes. Its body is read line by line, so it may have any length. */
@RestController
@RequestMapping(path = "/api/ops/imports", produces = MediaType.APPLICATION_JSON_VALUE)
class ImportController {

  private final Imports imports;

  ImportController(Imports imports) {
    this.imports = imports;
  }

  @PostMapping(consumes = {ExportFormat.CSV_TYPE, ExportFormat.JSON_LINES_TYPE})
  ImportReport run(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String dryRun,
      @RequestParam(required = false) @Nullable String reason,
      Authentication caller,
      HttpServletRequest call)
      throws IOException {
    boolean isDryRun = Parameters.flag("dryRun", dryRun, true);
    String why = isDryRun && reason == null ? "" : Parameters.reason(reason);
    ImportOrder order =
        new ImportOrder(Parameters.key(key), format(call.getContentType()), isDryRun, why);
    return imports.run(Operator.of(caller), order, call.getInputStream());
  }

  /** One of the two that the call consumes. */
  private static ExportFormat format(String contentType) {
    MediaType type = MediaType.parseMediaType(contentType);
    return MediaType.parseMediaType(ExportFormat.CSV_TYPE).includes(type)
        ? ExportFormat.CSV
        : ExportFormat.JSON_LINES;
  }
}

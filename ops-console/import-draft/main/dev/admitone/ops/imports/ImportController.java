package dev.admitone.ops.imports;

import dev.admitone.ops.export.ExportFormat;
import dev.admitone.ops.imports.BoundedLines.Line;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The call that imports codes. Its body is read line by line, so it may have any length. */
@RestController
@RequestMapping(path = "/api/ops/imports", produces = MediaType.APPLICATION_JSON_VALUE)
class ImportController {

  private static final String KEY = "Idempotency-Key";

  private final Imports imports;

  ImportController(Imports imports) {
    this.imports = imports;
  }

  @PostMapping(consumes = ExportFormat.CSV_TYPE)
  ImportReport csv(
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String dryRun,
      Principal operator,
      HttpServletRequest call)
      throws IOException {
    Imports.Order order = order(operator, key, dryRun);
    BoundedLines file = new BoundedLines(call.getInputStream());
    Line first = file.next();
    CsvLineParser parser =
        CsvLineParser.of(first == null || first.text() == null ? "" : first.text())
            .orElseThrow(
                () ->
                    RefusedCallException.invalid(
                        "The first line must name the columns: code, and any of maxUses,"
                            + " startsAt, expiresAt"));
    return imports.run(order, file, parser, 1);
  }

  @PostMapping(consumes = ExportFormat.JSON_LINES_TYPE)
  ImportReport jsonLines(
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String dryRun,
      Principal operator,
      HttpServletRequest call)
      throws IOException {
    Imports.Order order = order(operator, key, dryRun);
    BoundedLines file = new BoundedLines(call.getInputStream());
    return imports.run(order, file, new JsonLineParser(), 0);
  }

  private static Imports.Order order(
      Principal operator, @Nullable String key, @Nullable String dryRun) {
    return new Imports.Order(
        operator.getName(), Parameters.key(key), Parameters.flag("dryRun", dryRun, true));
  }
}

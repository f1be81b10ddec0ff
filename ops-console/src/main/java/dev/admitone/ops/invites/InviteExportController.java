package dev.admitone.ops.invites;

import dev.admitone.ops.export.ExportFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The lists of {@link InviteController} as files. */
@RestController
@RequestMapping(
    path = "/api/ops/exports/invites",
    produces = {ExportFormat.CSV_TYPE, ExportFormat.JSON_LINES_TYPE})
class InviteExportController {

  private final InviteExports exports;

  InviteExportController(InviteExports exports) {
    this.exports = exports;
  }

  @GetMapping
  void invites(
      InviteFilterParameters parameters,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    exports.invites(parameters, "invites", format, response);
  }

  @GetMapping("/{code}/uses")
  void uses(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    exports.uses(code, from, to, format, response);
  }

  @GetMapping("/{code}/refusals")
  void refusals(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    exports.refusals(code, from, to, format, response);
  }
}

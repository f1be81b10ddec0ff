package dev.admitone.ops.pages.codes;

import dev.admitone.ops.invites.InviteExports;
import dev.admitone.ops.invites.InviteFilterParameters;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The lists of the pages of codes as files, for operators in a browser. */
@Controller
class CodeExportController {

  private final InviteExports exports;

  CodeExportController(InviteExports exports) {
    this.exports = exports;
  }

  @GetMapping("/export/codes")
  @ResponseBody
  void codes(
      InviteFilterParameters parameters,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    exports.invites(parameters, "codes", format, response);
  }

  @GetMapping("/export/codes/{code}/uses")
  @ResponseBody
  void uses(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    exports.uses(code, from, to, format, response);
  }

  @GetMapping("/export/codes/{code}/refusals")
  @ResponseBody
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

package dev.admitone.ops.pages;

import dev.admitone.ops.export.ExportFormat;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.imports.ImportOrder;
import dev.admitone.ops.imports.ImportReport;
import dev.admitone.ops.imports.Imports;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * The page that imports codes from a file. The import's key is a hash of the file: the same file
 * that is sent again goes on where it stopped.
 */
@Controller
class ImportPages {

  private static final String TEMPLATE = "imports/imports.jte";
  private static final String TITLE = "Imports";

  private final Imports imports;
  private final Html html;

  ImportPages(Imports imports, Html html) {
    this.imports = imports;
    this.html = html;
  }

  @GetMapping("/imports")
  ResponseEntity<String> page(HttpServletRequest request) {
    return html.page(TEMPLATE, new ImportPage(Frame.of(request, TITLE), "", null));
  }

  /** The report is the response: it is not kept, and sending the form again makes nothing twice. */
  @PostMapping("/imports")
  ResponseEntity<String> run(
      @RequestParam(required = false) @Nullable MultipartFile file,
      @RequestParam(required = false) @Nullable String format,
      @RequestParam(required = false) @Nullable String mode,
      @RequestParam(required = false) @Nullable String reason,
      Authentication operator,
      HttpServletRequest request)
      throws IOException {
    if (file == null || file.isEmpty()) {
      throw RefusedCallException.invalid("Choose a file that is not empty");
    }
    boolean dryRun = !"import".equals(mode);
    String why = reason == null ? "" : reason.strip();
    ImportOrder order =
        new ImportOrder(
            key(file),
            ExportFormat.of(format),
            dryRun,
            dryRun && why.isEmpty() ? "" : Parameters.reason(why));
    ImportReport report;
    try (InputStream bytes = file.getInputStream()) {
      report = imports.run(Operator.of(operator), order, bytes);
    }
    @Nullable String name = file.getOriginalFilename();
    return html.page(
        TEMPLATE, new ImportPage(Frame.of(request, TITLE), name == null ? "" : name, report));
  }

  private static String key(MultipartFile file) throws IOException {
    try (InputStream bytes = file.getInputStream();
        DigestInputStream digest =
            new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return "page-" + HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}

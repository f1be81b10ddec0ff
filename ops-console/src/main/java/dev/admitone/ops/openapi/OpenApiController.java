package dev.admitone.ops.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Serves the contract, which is written in {@code openapi.yaml}, as JSON. */
@RestController
class OpenApiController {

  /** Beside this class: at the root of the class path is the gateway's. */
  private static final String FILE = "openapi.yaml";

  /** Converted at the first call: most consoles are never asked for it. */
  private final Supplier<byte[]> document = SingletonSupplier.of(OpenApiController::convert);

  @GetMapping(path = "/api/ops/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] document() {
    return document.get();
  }

  private static byte[] convert() {
    try (InputStream yaml = new ClassPathResource(FILE, OpenApiController.class).getInputStream()) {
      return new YAMLMapper().readTree(yaml).toString().getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

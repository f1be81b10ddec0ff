package dev.admitone.gateway.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Serves the contract, which is written in {@code openapi.yaml}, as JSON, and the script that shows
 * it on the page to try it.
 */
@RestController
@ConditionalOnBooleanProperty(name = OpenApiConfiguration.ENABLED, matchIfMissing = true)
class OpenApiController {

  private static final String SCRIPT = "swagger-initializer.js";

  private final Resource script = new ClassPathResource(SCRIPT, OpenApiController.class);

  /** Converted at the first call: most gateways are never asked for it. */
  private final Supplier<byte[]> document = SingletonSupplier.of(OpenApiController::convert);

  @GetMapping(path = OpenApiConfiguration.DOCUMENT, produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] document() {
    return document.get();
  }

  /** In place of the script of that name that comes with the page. */
  @GetMapping(path = OpenApiConfiguration.PAGE_PARTS + SCRIPT, produces = "text/javascript")
  Resource script() {
    return script;
  }

  private static byte[] convert() {
    try (InputStream yaml = new ClassPathResource("openapi.yaml").getInputStream()) {
      return new YAMLMapper().readTree(yaml).toString().getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

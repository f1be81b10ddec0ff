package dev.admitone.system.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The snippets of the page about proxies. */
final class ProxyPage {

  private static final Path PAGE = Path.of("..", "docs", "how-to", "run-behind-a-proxy.md");

  private ProxyPage() {}

  /** The snippet in that language, with this machine's addresses and files for the page's. */
  static String snippet(String language, Front front) throws IOException {
    Matcher snippet =
        Pattern.compile("```%s\n(.*?)```".formatted(language), Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    if (!snippet.find()) {
      throw new IllegalStateException("The page has no snippet of " + language);
    }
    return snippet
        .group(1)
        .replace("listen 443", "listen 127.0.0.1:" + front.port())
        .replace("app.example.org {", "https://localhost:%d {".formatted(front.port()))
        .replace("server_name app.example.org", "server_name localhost")
        .replace("/etc/tls/app.crt", front.certificate().certificate().toString())
        .replace("/etc/tls/app.key", front.certificate().key().toString())
        .replace("gateway.internal:8080", front.gateway().getAuthority());
  }
}

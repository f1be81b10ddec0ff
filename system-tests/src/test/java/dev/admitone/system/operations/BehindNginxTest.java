package dev.admitone.system.operations;

import dev.admitone.testsupport.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Behind nginx. */
@NeedsProgram("nginx")
@Tag("nginx")
@Tag("services")
class BehindNginxTest extends BehindAProxy {

  @Override
  Process start(Front front, Path directory) throws IOException {
    Path file = directory.resolve("nginx.conf");
    Files.writeString(
        file,
        """
        daemon off;
        master_process off;
        pid %1$s/nginx.pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          %2$s
        }
        """
            .formatted(directory, ProxyPage.snippet("nginx", front)));
    return new ProcessBuilder("nginx", "-p", directory.toString(), "-c", file.toString())
        .inheritIO()
        .start();
  }
}

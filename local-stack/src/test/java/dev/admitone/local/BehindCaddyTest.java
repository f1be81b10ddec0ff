package dev.admitone.local;

import dev.admitone.testsupport.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Behind Caddy. */
@NeedsProgram("caddy")
@Tag("caddy")
class BehindCaddyTest extends BehindAProxy {

  @Override
  Process start(Front front, Path directory) throws IOException {
    Path file = directory.resolve("Caddyfile");
    Files.writeString(
        file,
        """
        {
          admin off
          auto_https disable_redirects
          skip_install_trust
        }
        %s
        """
            .formatted(ProxyPage.snippet("caddyfile", front)));
    ProcessBuilder caddy =
        new ProcessBuilder("caddy", "run", "--config", file.toString()).redirectErrorStream(true);
    caddy.redirectOutput(directory.resolve("caddy.log").toFile());
    caddy.environment().put("XDG_DATA_HOME", directory.toString());
    caddy.environment().put("XDG_CONFIG_HOME", directory.toString());
    return caddy.start();
  }
}

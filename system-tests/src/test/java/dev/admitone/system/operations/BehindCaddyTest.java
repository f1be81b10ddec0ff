package dev.admitone.system.operations;

import dev.admitone.testsupport.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/**
 * Behind Caddy, which takes no port but the one it is given, writes nothing outside of the test's
 * directory, and does not wait for the last connections when it is stopped, as it does for ever
 * when nothing is said.
 */
@NeedsProgram("caddy")
@Tag("caddy")
@Tag("services")
class BehindCaddyTest extends BehindAProxy {

  @Override
  Process start(Front front, Path directory) throws IOException {
    Path file = directory.resolve("Caddyfile");
    Files.writeString(
        file,
        """
        {
          admin off
          auto_https off
          grace_period 1s
          servers {
            protocols h1 h2
          }
        }
        %s
        """
            .formatted(ProxyPage.snippet("caddyfile", front)));
    ProcessBuilder caddy =
        new ProcessBuilder("caddy", "run", "--config", file.toString()).redirectErrorStream(true);
    caddy.redirectOutput(directory.resolve("caddy.log").toFile());
    caddy.environment().put("HOME", directory.toString());
    caddy.environment().put("XDG_DATA_HOME", directory.toString());
    caddy.environment().put("XDG_CONFIG_HOME", directory.toString());
    return caddy.start();
  }
}

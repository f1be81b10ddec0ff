package dev.admitone.local.compose;

import dev.admitone.local.demo.DemoLines;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The text on the terminal once the containers run. */
final class ComposeScreen {

  private ComposeScreen() {}

  static String of(
      Map<String, String> environment, String token, Path keyDirectory, Duration toReady) {
    URI gateway = ComposeCommand.local(StackPort.GATEWAY, environment);
    URI management = ComposeCommand.local(StackPort.GATEWAY_MANAGEMENT, environment);
    return """
        Admit One is ready (%.1f s).

          HTTP      %s
          operators %s (sign in with ./admit token --reader or --admin), or ./admit ops
          health    %s/actuator/health/readiness   %s/actuator/health/readiness
          metrics   %s/actuator/prometheus
          broker    127.0.0.1:%d
          database  %s exec postgres psql -U admit_one admit_one
          logs      %s logs --follow

        %s

        %s
        export %s=%s
        ./admit token --user user-1 | --service | --admin (creates and changes codes) | --reader

        Stop: ./admit compose --stop (data stay in volumes). Begin anew: ./admit compose --fresh\
        """
        .formatted(
            toReady.toMillis() / 1000.0,
            gateway,
            ComposeCommand.local(StackPort.OPS, environment),
            management,
            ComposeCommand.local(StackPort.PROCESSOR, environment),
            management,
            StackPort.KAFKA.in(environment),
            environment.getOrDefault("ADMIT_COMPOSE", "docker compose"),
            environment.getOrDefault("ADMIT_COMPOSE", "docker compose"),
            DemoLines.CODES,
            DemoLines.calls(gateway, token),
            StackSettings.DATA_DIRECTORY_VARIABLE,
            keyDirectory);
  }
}

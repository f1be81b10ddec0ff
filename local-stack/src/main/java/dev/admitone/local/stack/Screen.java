package dev.admitone.local.stack;

import dev.admitone.local.demo.DemoLines;
import dev.admitone.local.settings.StackSettings;
import java.time.Duration;

/** The text on the terminal once everything runs. */
final class Screen {

  private Screen() {}

  static String of(LocalStack stack, StackSettings settings, Duration toReady) {
    return """
        Admit One is ready (%.1f s).

          HTTP      %s
          try it    %s/swagger-ui.html
          operators %s (sign in with ./admit token --reader or --admin), or ./admit ops
          health    %s/actuator/health/readiness   %s/actuator/health/readiness
          metrics   %s/actuator/prometheus
          broker    %s
          database  %s
          log       %s

        %s

        %s
        ./admit token --user user-1 | --service | --admin (creates and changes codes) | --reader

        Stop: Ctrl-C (data stay in %s). Begin anew: ./admit up --fresh
        """
        .formatted(
            toReady.toMillis() / 1000.0,
            stack.gatewayAddress(),
            stack.gatewayAddress(),
            stack.consoleAddress(),
            stack.gatewayManagement(),
            stack.processorManagement(),
            stack.gatewayManagement(),
            stack.kafka().bootstrapServers(),
            stack.database().psqlCommand(),
            settings.logFile(),
            DemoLines.CODES,
            DemoLines.calls(stack.gatewayAddress(), stack.tokenKey().forService()),
            settings.dataDirectory());
  }
}

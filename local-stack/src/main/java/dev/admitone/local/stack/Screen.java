package dev.admitone.local.stack;

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
          health    %s/actuator/health/readiness   %s/actuator/health/readiness
          metrics   %s/actuator/prometheus
          broker    %s
          database  %s
          log       %s

        Codes: KTEST1 (3 uses), HOT (unlimited), LAST1 (1 use), OLD1 (expired), GONE1 (revoked)

          token=%s
          curl -sw '\\n' %s/api/redemptions -H 'Content-Type: application/json' \\
               -H "Authorization: Bearer $token" \\
               -H 'Idempotency-Key: try-1' -d '{"code":"KTEST1","userId":"user-1"}'
          curl -sw '\\n' %s/api/invites/validate -H 'Content-Type: application/json' \\
               -d '{"code":"KTEST1"}'

        The token is of a service, which acts for any user. Others, each for 12 hours:
        ./admit token --user user-1 | --service | --admin (creates and changes codes)

        Stop: Ctrl-C (data stay in %s). Begin anew: ./admit up --fresh
        """
        .formatted(
            toReady.toMillis() / 1000.0,
            stack.gatewayAddress(),
            stack.gatewayAddress(),
            stack.gatewayManagement(),
            stack.processorManagement(),
            stack.gatewayManagement(),
            stack.kafka().bootstrapServers(),
            stack.database().psqlCommand(),
            settings.logFile(),
            stack.tokenKey().forService(),
            stack.gatewayAddress(),
            stack.gatewayAddress(),
            settings.dataDirectory());
  }
}

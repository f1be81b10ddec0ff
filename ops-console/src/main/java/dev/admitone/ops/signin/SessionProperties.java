package dev.admitone.ops.signin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sessions of operators in a browser.
 *
 * @param idleMax after which a session ends in which no page was asked for; each session ends with
 *     its token in any case
 */
@ConfigurationProperties("admit-one.ops.sessions")
record SessionProperties(@DefaultValue("1h") Duration idleMax) {

  /** Checks the values. */
  SessionProperties {
    if (idleMax.toSeconds() < 1 || idleMax.toSeconds() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("admit-one.ops.sessions.idle-max must be at least 1s");
    }
  }
}

package dev.admitone.gateway.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Which callers' traces are joined.
 *
 * @param trustedCallers the networks whose calls may join a trace of their own and say that it is
 *     sampled, such as {@code 10.0.0.0/8} or one address; a call from anywhere else begins a new
 *     trace, which is sampled at the gateway's own rate. None when it is not set
 */
@ConfigurationProperties("admit-one.gateway.traces")
record TraceProperties(@DefaultValue List<String> trustedCallers) {

  /** Checks the values. */
  TraceProperties {
    trustedCallers = List.copyOf(trustedCallers);
    for (String network : trustedCallers) {
      if (!isNetwork(network)) {
        throw new IllegalArgumentException(
            "admit-one.gateway.traces.trusted-callers must be networks such as 10.0.0.0/8, but one"
                + " is "
                + network);
      }
    }
  }

  private static boolean isNetwork(String text) {
    try {
      var _ = new IpAddressMatcher(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

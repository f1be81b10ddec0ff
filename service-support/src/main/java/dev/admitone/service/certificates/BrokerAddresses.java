package dev.admitone.service.certificates;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/** The brokers of a client's settings. */
final class BrokerAddresses {

  private BrokerAddresses() {}

  /** Those that speak TLS, not resolved; none where the security protocol is another one. */
  static List<InetSocketAddress> withTls(Map<String, Object> client) {
    Object protocol = client.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    if (protocol == null || !String.valueOf(protocol).endsWith("SSL")) {
      return List.of();
    }
    return servers(client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
        .map(String::strip)
        .filter(server -> server.contains(":"))
        .map(BrokerAddresses::address)
        .toList();
  }

  /** As text with commas or as a list. */
  private static Stream<String> servers(@Nullable Object setting) {
    return setting instanceof Collection<?> list
        ? list.stream().map(String::valueOf)
        : Arrays.stream(String.valueOf(setting).split(",", -1));
  }

  private static InetSocketAddress address(String server) {
    int colon = server.lastIndexOf(':');
    String host = server.substring(server.lastIndexOf('/') + 1, colon);
    boolean inBrackets = host.startsWith("[") && host.endsWith("]");
    return InetSocketAddress.createUnresolved(
        inBrackets ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(server.substring(colon + 1)));
  }
}
